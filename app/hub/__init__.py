"""The hub's use cases: who is let in, what is taken in, what is handed out."""
