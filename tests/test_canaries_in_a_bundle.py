"""A bundle for support is made where every table and log was made of canaries; none is in it, and no secret."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import main
from tests.canaries import MAILS, NUMBERS, sightings
from tests.test_canaries import place

__all__ = ["place"]


def test_a_support_bundle_holds_nobody_though_every_table_and_log_was_made_of_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = place / "data" / "logs"
    (logs / "followthrough.log.1").write_text(
        f"{MAILS[0]} and {NUMBERS[0]}\nAuthorization: Bearer a.b\nhttps://u:hunter2@proxy.example.com\n"
        f"token=hunter2 {'ab' * 32} code K7QP-2MXD-9FWA-R4TN-B6ZC v4.local.hunter2hunter2hunter2hunter2\n"
    )
    for verb in ("support-bundle", "hub support-bundle"):
        out = place / f"{verb.split()[0]}-told.zip"
        words = ["--data-dir", str(place / "data"), "--key-file", str(place / "key"), *verb.split(), str(out), "--json"]
        assert main.main(words) == 0
        told = json.loads(capsys.readouterr().out)
        with zipfile.ZipFile(out) as bundle:
            names = bundle.namelist()
            inside = "\n".join(bundle.read(name).decode() for name in names)
        assert [part["file"] for part in told["parts"]] == names
        assert sightings(inside) == []
        key = (place / "key").read_text().strip()
        for secret in (key, "hunter2", "K7QP-2MXD-9FWA-R4TN-B6ZC", "ab" * 32, str(Path.home()) + "/"):
            assert secret not in inside
        assert "followthrough.log.1" in "".join(names)
