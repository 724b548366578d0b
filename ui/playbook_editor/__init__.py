"""The playbook: looked at, edited, tried out and published."""
