"""The server's administrator tells PostgreSQL once what a hub needs, and gives it no more."""

from __future__ import annotations

import secrets
import subprocess
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.errors import StoreUnusable
from app.outside.keychain import FileKey
from storage.hub.database import ServerDatabase
from tests.hubs import found_company
from tests.packaging.served import MAIN, ROOT, served
from tests.parts import program_at
from tests.postgres import Cluster, cluster_of

SCRIPT = ROOT / "packaging" / "hub" / "postgresql.sql"

pytestmark = pytest.mark.system("postgres")


@pytest.fixture
def cluster(request: pytest.FixtureRequest) -> Cluster:
    return cluster_of(request.config)


@pytest.fixture
def name(cluster: Cluster) -> str:
    """The name of a hub's role and of its database, told to the server twice."""
    name = f"t_{secrets.token_hex(6)}"
    psql = [str(program_at("psql")), "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres", "-d", "postgres"]
    words = ["--set=ON_ERROR_STOP=1", "--quiet", f"--set=database={name}", f"--set=hub={name}", f"--file={SCRIPT}"]
    for _ in range(2):
        done = subprocess.run([*psql, *words], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    return name


def address(cluster: Cluster, role: str, database: str) -> str:
    return f"postgresql+psycopg://{role}@127.0.0.1:{cluster.port}/{database}"


def test_a_hub_makes_its_tables_as_nobody_special_and_stands_behind_its_fence(
    cluster: Cluster, name: str, tmp_path: Path
) -> None:
    key = FileKey(tmp_path / "key")
    with closing(ServerDatabase(address(cluster, name, name), key).open()[0]) as store:
        found_company(store)
        assert store.is_fenced
    rights = "rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication"
    assert cluster.count(f"SELECT count(*) FROM pg_roles WHERE rolname = '{name}' AND ({rights})") == 0


def test_no_other_role_of_the_server_is_let_into_a_hubs_database(cluster: Cluster, name: str, tmp_path: Path) -> None:
    stranger = f"t_{secrets.token_hex(6)}"
    cluster.tell(f"CREATE ROLE {stranger} LOGIN")
    with pytest.raises(StoreUnusable):
        ServerDatabase(address(cluster, stranger, name), FileKey(tmp_path / "key")).open()


@pytest.mark.long
def test_a_password_stands_in_the_environment_and_on_no_command_line(
    cluster: Cluster, name: str, tmp_path: Path
) -> None:
    cluster.tell(f"ALTER ROLE {name} PASSWORD 'the-hubs-own'")
    rules = cluster.folder / "data" / "pg_hba.conf"
    rules.write_text(f"host {name} {name} 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    cluster.tell("SELECT pg_reload_conf()")
    own = ("--data-dir", str(tmp_path / "hub"), "--database", address(cluster, name, name), "--workers", "1")
    with pytest.raises(AssertionError, match="error"), served(MAIN, *own):
        pass
    with served(MAIN, *own, env={"PGPASSWORD": "the-hubs-own", "PATH": "/usr/bin"}) as url:
        port = url.rpartition(":")[2]
        assert port.isdigit()
        # what any user of the machine may read of every process
        said = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if readable(path)]
        assert any(name.encode() in line for line in said)
        assert not any(b"the-hubs-own" in line for line in said)


def readable(path: Path) -> bool:
    with suppress(OSError):
        return bool(path.read_bytes())
    return False
