"""Two versions of the playbook tried side by side: planned, drawn, read at any time, stopped where they harm."""
