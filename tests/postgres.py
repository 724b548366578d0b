"""A real PostgreSQL cluster for one test run, on a loopback port of its own."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from storage.hub.fence import ROLE
from tests.parts import program_at

_CLUSTER = pytest.StashKey["Cluster"]()


class Cluster:
    """Runs from its making until `stop`; PostgreSQL refuses to run as root, so it then runs as its own user."""

    def __init__(self, copy_of: Cluster | None = None) -> None:
        """Make an empty cluster, or a standby that follows another."""
        self.folder = Path(tempfile.mkdtemp(prefix="followthrough-pg-"))
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        self.port = _free_port()
        data = self.folder / "data"
        if copy_of is not None:
            follow = ("-h", "127.0.0.1", "-p", str(copy_of.port), "-U", "postgres")
            self._run("pg_basebackup", "-D", str(data), "-R", "-c", "fast", *follow)
        else:
            self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        # -w waits until it answers; the socket goes where no other cluster's is
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories={self.folder} -F"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        if copy_of is None:
            self.tell(f"CREATE ROLE {ROLE} NOLOGIN")

    def tell(self, *statements: str) -> None:
        """Have the server do something that is not about one database."""
        with psycopg.connect(self._url("postgres"), autocommit=True) as conn:
            for statement in statements:
                conn.execute(statement)

    def count(self, question: str) -> int:
        with psycopg.connect(self._url("postgres")) as conn:
            (found,) = conn.execute(question).fetchone() or (0,)
            return int(found)

    def new_database(self) -> str:
        """Return the address of an empty database; it takes half a second, so tests had better share one."""
        name = f"t_{secrets.token_hex(6)}"
        self.tell(f"CREATE DATABASE {name}")
        return self._url(name).replace("postgresql:", "postgresql+psycopg:")

    def kill(self) -> None:
        """End the server without letting it finish anything."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def restart(self) -> None:
        """Have the server start anew, as an update of it does: every connection is gone."""
        self._run(
            "pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "fast", "-l", str(self.folder / "log"), "restart"
        )

    def promote(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "promote")

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        path = program_at(program)
        assert path is not None, f"{program} is missing; mark the test with system('postgres')"
        user = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        # pg_ctl's server keeps standard output open for as long as it runs, so it must not be a pipe
        with (self.folder / "out").open("ab") as out:
            subprocess.run([path, *arguments], check=True, cwd=self.folder, stdout=out, stderr=out, **user)


def cluster_of(config: pytest.Config) -> Cluster:
    """Return this run's cluster, started when the first test asks and stopped at the end."""
    if _CLUSTER not in config.stash:
        cluster = config.stash[_CLUSTER] = Cluster()
        config.add_cleanup(cluster.stop)
    return config.stash[_CLUSTER]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
