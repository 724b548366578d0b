"""What works: for managers and marketing."""
