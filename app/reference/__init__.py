"""What the product ships as facts (rules, places, playbooks), read from resources into domain values."""
