"""Writing down a new lead in ten seconds."""
