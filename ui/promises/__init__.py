"""What was promised to borrowers, day by day."""
