"""What tells IT of policies is made of their one declaration, is whole, and says nothing else."""

from __future__ import annotations

import importlib.util
import json
import plistlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.desktop.policy import MACHINE, Source, put_together, read_policy
from app.desktop.policy_schema import BY_NAME, POLICIES, Area, Kind
from app.outside.policy_sources import of_preferences
from app.paths import APPLICATION_ID

ROOT = Path(__file__).parents[2]
NS = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
#: in the order Microsoft's schema of such files has them
CHILDREN = ["policyNamespaces", "resources", "supportedOn", "categories", "policies"]
#: the names the interfaces page holds steady
PROMISED = {
    *("HubUrl", "CaFile", "Proxy", "UpdateMode", "UpdatePin", "IdleLockMinutes", "OfflineLeaseDays", "OwnLeads"),
    *("ExportAllowed", "ImportAllowed", "DialMethod", "MailMethod", "QuietHours", "NotificationNames", "Volatile"),
    *("LogLevel", "LogDir", "RetentionDays", "LocalBackupDays", "Autostart", "Locale"),
}


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("policies", ROOT / "packaging" / "policies.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def test_every_file_is_as_it_is_made_today_and_the_same_twice(made: ModuleType) -> None:
    files = made.files()
    assert files == made.files()
    old = [name for name, content in files.items() if (ROOT / name).read_bytes() != content]
    assert old == [], "run packaging/policies.py"


def test_every_promised_policy_is_declared_and_explained() -> None:
    assert {one.name for one in POLICIES} >= PROMISED
    assert [name for name, one in BY_NAME.items() if not (one.says.endswith(".") and one.title and one.default)] == []
    assert [name for name, one in BY_NAME.items() if one.kind is Kind.CHOICE and one.example not in one.choices] == []


def test_the_windows_template_is_well_formed_and_every_word_and_element_it_names_is_there(made: ModuleType) -> None:
    admx = ET.fromstring("\n".join(made.admx()))
    adml = ET.fromstring("\n".join(made.adml()))
    assert [local(child.tag) for child in admx] == CHILDREN
    assert [local(child.tag) for child in adml] == ["displayName", "description", "resources"]
    strings = {one.get("id"): one.text for one in adml.iterfind(".//p:string", NS)}
    shown = {one.get("id"): one for one in adml.iterfind(".//p:presentation", NS)}
    text = "\n".join(made.admx())
    assert set(re.findall(r"\$\(string\.(\w+)\)", text)) == set(strings)
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", text)) == set(shown)
    assert all(strings.values())
    categories = {one.get("name") for one in admx.iterfind(".//p:category", NS)}
    assert categories == {"Followthrough", *(area.name for area in Area)}
    supported = {one.get("name") for one in admx.iterfind(".//p:definition", NS)}
    for policy in admx.iterfind("p:policies/p:policy", NS):
        order = [local(child.tag) for child in policy]
        assert order[:2] == ["parentCategory", "supportedOn"]
        assert order[2:] in (["elements"], ["enabledValue", "disabledValue"])
        assert policy.get("class") == "Both"
        assert policy.find("p:parentCategory", NS).get("ref") in categories  # type: ignore[union-attr]
        assert policy.find("p:supportedOn", NS).get("ref") in supported  # type: ignore[union-attr]
        elements = {one.get("id") for one in policy.iterfind("p:elements/*", NS)}
        name = policy.get("presentation", "")[len("$(presentation.") : -1]
        assert {one.get("refId") for one in shown[name]} == elements if name else not elements


def test_the_windows_template_writes_what_is_read(made: ModuleType) -> None:
    """Turn every switch of the template, as the editor of group policy would, and read what it writes."""
    admx = ET.fromstring("\n".join(made.admx()))
    written: dict[str, Any] = {}
    for policy in admx.iterfind("p:policies/p:policy", NS):
        key = policy.get("key", "")
        assert key.split("\\")[:3] == ["Software", "Policies", "Followthrough"]
        group = written.setdefault(policy.get("name"), {}) if key.count("\\") == 3 else written
        if policy.get("valueName"):
            on = policy.find("p:enabledValue/p:decimal", NS)
            assert on is not None
            group[policy.get("valueName")] = int(on.get("value", ""))
        for element in policy.iterfind("p:elements/*", NS):
            declared = (
                BY_NAME.get(f"{policy.get('name')}.{element.get('valueName')}") or BY_NAME[policy.get("name", "")]
            )
            if local(element.tag) == "enum":
                offered = [one.text for one in element.iterfind("p:item/p:value/p:string", NS)]
                assert offered == list(declared.choices)
            if local(element.tag) == "decimal":
                assert (element.get("minValue"), element.get("maxValue")) == (str(declared.low), str(declared.high))
            number = local(element.tag) == "decimal"
            group[element.get("valueName")] = int(declared.example) if number else declared.example
    policy = put_together([Source(MACHINE, "HKLM", written)])
    idle = {name for name, one in BY_NAME.items() if one.idle}
    assert set(policy.said) == set(BY_NAME) - idle
    assert all(" does nothing. " in fault for fault in policy.faults)


def test_the_profile_for_macos_is_read_as_it_is_meant(made: ModuleType, tmp_path: Path) -> None:
    profile = plistlib.loads(made.files()["packaging/policy/macos/followthrough.mobileconfig"])
    [payload] = profile["PayloadContent"]
    assert payload["PayloadType"] == APPLICATION_ID
    assert len({profile["PayloadUUID"], payload["PayloadUUID"]}) == 2
    (tmp_path / f"{APPLICATION_ID}.plist").write_bytes(plistlib.dumps(payload))
    told = put_together(of_preferences(tmp_path, "ada"))
    example = read_policy(json.dumps(made.example()))
    assert told.faults == example.faults == ()
    assert {name: said.value for name, said in told.said.items()} == {
        name: said.value for name, said in example.said.items()
    }


def test_the_manifest_for_macos_names_every_policy_with_its_kind(made: ModuleType) -> None:
    manifest = made.manifest()
    assert [one["pfm_name"] for one in manifest["pfm_subkeys"]] == [one.name for one in POLICIES]
    kinds = {one["pfm_name"]: one["pfm_type"] for one in manifest["pfm_subkeys"]}
    assert (kinds["Proxy"], kinds["Volatile"], kinds["LocalBackupDays"]) == ("dictionary", "boolean", "integer")


def test_the_docs_name_every_policy_and_say_which_do_not_act(made: ModuleType) -> None:
    rows = list(made.docs_table())[2:]
    assert [row.split("`")[1] for row in rows] == list(BY_NAME)
    for row, one in zip(rows, BY_NAME.values(), strict=True):
        assert row.count(" | ") == 4
        assert (" no: " in row) == bool(one.idle)
