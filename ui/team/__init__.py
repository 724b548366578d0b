"""The manager's page."""
