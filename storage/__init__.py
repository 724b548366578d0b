"""The only place where SQL is spoken."""
