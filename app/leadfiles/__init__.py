"""Lead files and vendor posts of many families, read into one shape."""
