"""The card of one lead, and the bar its outcomes are logged from."""
