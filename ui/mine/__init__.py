"""The officer's own numbers, and what the company was told."""
