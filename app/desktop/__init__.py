"""The desktop's use cases: what an officer does, and what the desk does for them."""
