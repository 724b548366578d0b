"""Schemathesis asks the hub everything its OpenAPI page offers, as each role and as nobody: `make security`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.hub import http
from tests.app.hub.access_world import ROLES, World, world
from tests.app.hub.test_bent_requests import Mistakes

PLACE = Path(__file__).parents[3] / "out" / "security"
PROGRAM = PLACE / "venv" / "bin" / "schemathesis"
NOBODY = "nobody"
#: who asks on which database, and how much of each address
ASKED = [
    *(("sqlite", who, 40) for who in (*ROLES, NOBODY)),
    *(pytest.param("postgres", who, 15, marks=pytest.mark.system("postgres")) for who in ("regional", "admin", NOBODY)),
]
#: not: that everything well-formed is accepted (a code may be well-formed and nobody's), nor that everything the page
#: does not offer is refused (an empty word counts as one that was not asked)
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not PROGRAM.exists(), reason="make security brings schemathesis"),
]


@pytest.fixture
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with world(request.param, tmp_path, request.config) as found:
        yield found


@pytest.mark.parametrize(("hub", "who", "count"), ASKED, indirect=["hub"])
def test_the_hub_answers_everything_its_page_offers_as_the_page_says(
    request: pytest.FixtureRequest, hub: World, who: str, count: int
) -> None:
    words = [f"{hub.url}/openapi.json", "--checks", ",".join(CHECKS), "--max-examples", str(count)]
    # an event stream does not end; tests/app/hub/test_bent_requests.py asks for it
    words += ["--exclude-path", "/v1/wake", "--continue-on-failure", "--no-shrink", "--request-timeout", "30"]
    words += ["--phases", "examples,coverage,fuzzing"]
    if who != NOBODY:
        words += ["--header", f"Authorization: Bearer {hub.desks[who].enrolled.token}"]
    heard = Mistakes()
    http.log.addHandler(heard)
    # where it keeps notes of its own
    done = subprocess.run(
        [PROGRAM, "run", *words], cwd=PLACE, capture_output=True, text=True, check=False, env={**os.environ, "CI": ""}
    )
    http.log.removeHandler(heard)
    kind = request.node.callspec.params["hub"]
    (PLACE / f"asked-{kind}-{who}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert not heard.said
    assert done.returncode == 0, done.stdout[-4000:]
