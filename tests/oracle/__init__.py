"""Every sum of the domain page worked out once more, in plain Python that shares nothing with the program."""
