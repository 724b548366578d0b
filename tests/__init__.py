"""The proofs, laid out like the tree they are about."""
