"""The databases, opened for real."""
