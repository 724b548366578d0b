"""Desktops and a real hub, spoken to as their users would."""
