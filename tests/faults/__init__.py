"""Breaking things on purpose, and reading what is left with code of our own."""
