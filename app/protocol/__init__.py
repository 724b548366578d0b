"""What desktop and hub say to each other, run by both ends."""
