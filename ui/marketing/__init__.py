"""What marketing sees of its sources."""
