"""The desk's use cases on a real store."""
