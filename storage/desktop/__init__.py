"""The officer's tables, queries and migrations."""
