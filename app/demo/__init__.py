"""A made-up branch whose whole loop is real: hub, desks, sync, reminders and sums."""
