"""Where leads are lost."""
