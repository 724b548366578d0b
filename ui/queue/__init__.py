"""Today's queue: the one list an officer works from."""
