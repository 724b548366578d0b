"""Alembic's entry; the connection comes from `storage.migrating`."""

from storage.migrating import run_env

run_env()
