"""The hub's tables, queries and migrations."""
