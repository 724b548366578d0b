"""The playbook engine over many leads at once: the same answers, worked out in arrays. Its modules bring numpy."""
