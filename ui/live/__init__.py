"""What is red now, for who manages the officers."""
