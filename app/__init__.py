"""Everything Followthrough decides, without windows and without tables."""
