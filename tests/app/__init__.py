"""What is decided without windows and without tables."""
