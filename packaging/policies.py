"""Writes all that tells IT of policies, from their one declaration: templates, profile, example and the table of docs.

    .venv/bin/python packaging/policies.py

A test finds what is not up to date.
"""

from __future__ import annotations

import json
import plistlib
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.desktop.policy_schema import BY_NAME, LONGEST_TEXT, POLICIES, Area, Declared, Kind  # noqa: E402 - found from the line above on
from app.desktop.settings import EXPORT, UPDATE_PIN  # noqa: E402 - found from the line above on
from app.paths import APPLICATION_ID  # noqa: E402 - found from the line above on

FOLDER = "packaging/policy"
DOCS = "docs/policies.md"
KEY = r"Software\Policies\Followthrough"
SUPPORTED = "SUPPORTED_FOLLOWTHROUGH_0_1"
BEGIN, END = "<!-- made by packaging/policies.py -->", "<!-- to here -->"
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"


def files() -> dict[str, bytes]:
    """Return every file that is made, by its place below the root."""
    table = "\n".join(docs_table())
    docs = (ROOT / DOCS).read_text(encoding="utf-8")
    before, _, rest = docs.partition(BEGIN)
    _, _, after = rest.partition(END)
    texts = {
        f"{FOLDER}/windows/followthrough.admx": "\n".join(admx()) + "\n",
        f"{FOLDER}/windows/en-US/followthrough.adml": "\n".join(adml()) + "\n",
        f"{FOLDER}/policies.json": json.dumps(example(), indent=2) + "\n",
        DOCS: f"{before}{BEGIN}\n\n{table}\n\n{END}{after}",
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        f"{FOLDER}/macos/followthrough.mobileconfig": plistlib.dumps(profile()),
        f"{FOLDER}/macos/{APPLICATION_ID}.manifest.plist": plistlib.dumps(manifest()),
    }


# -- Windows -------------------------------------------------------------------------------------------


def admx() -> Iterator[str]:
    """Give the template's lines: what is asked and where it is written, without any words."""
    yield _XML
    yield f'<policyDefinitions xmlns="{_SCHEMA}" revision="1.0" schemaVersion="1.0">'
    yield "  <policyNamespaces>"
    yield '    <target prefix="followthrough" namespace="Followthrough.Policies"/>'
    yield "  </policyNamespaces>"
    yield '  <resources minRequiredRevision="1.0" fallbackCulture="en-US"/>'
    yield "  <supportedOn>"
    yield "    <definitions>"
    yield f'      <definition name="{SUPPORTED}" displayName="$(string.{SUPPORTED})"/>'
    yield "    </definitions>"
    yield "  </supportedOn>"
    yield "  <categories>"
    yield '    <category name="Followthrough" displayName="$(string.Followthrough)"/>'
    for area in Area:
        yield f'    <category name="{area.name}" displayName="$(string.{area.name})">'
        yield '      <parentCategory ref="Followthrough"/>'
        yield "    </category>"
    yield "  </categories>"
    yield "  <policies>"
    for one in POLICIES:
        yield from _policy(one)
    yield "  </policies>"
    yield "</policyDefinitions>"


def _policy(one: Declared) -> Iterator[str]:
    key = f"{KEY}\\{one.name}" if one.kind is Kind.GROUP else KEY
    is_yes_no = one.kind is Kind.YES_NO
    asks = f' valueName="{one.name}"' if is_yes_no else f' presentation="$(presentation.{one.name})"'
    words = f'displayName="$(string.{one.name})" explainText="$(string.{one.name}_Explain)"'
    yield f'    <policy name="{one.name}" class="Both" {words} key="{key}"{asks}>'
    yield f'      <parentCategory ref="{one.area.name}"/>'
    yield f'      <supportedOn ref="{SUPPORTED}"/>'
    if is_yes_no:
        yield '      <enabledValue><decimal value="1"/></enabledValue>'
        yield '      <disabledValue><decimal value="0"/></disabledValue>'
    else:
        yield "      <elements>"
        for part in one.parts or (one,):
            yield from _element(part, _id(one, part), required=part is one or part.kind is Kind.CHOICE)
        yield "      </elements>"
    yield "    </policy>"


def _id(one: Declared, part: Declared) -> str:
    return one.name if part is one else f"{one.name}_{part.name}"


def _element(part: Declared, name: str, *, required: bool) -> Iterator[str]:
    needed = ' required="true"' if required else ""
    said = f'id="{name}" valueName="{part.name}"{needed}'
    if part.kind is Kind.WHOLE:
        yield f'        <decimal {said} minValue="{part.low}" maxValue="{part.high}"/>'
    elif part.kind is Kind.CHOICE:
        yield f"        <enum {said}>"
        for value in part.choices:
            yield f'          <item displayName="$(string.{name}_{value})">'
            yield f"            <value><string>{escape(value)}</string></value>"
            yield "          </item>"
        yield "        </enum>"
    else:
        yield f'        <text {said} maxLength="{LONGEST_TEXT}"/>'


def adml() -> Iterator[str]:
    """Give the English words of the template."""
    yield _XML
    yield f'<policyDefinitionResources xmlns="{_SCHEMA}" revision="1.0" schemaVersion="1.0">'
    yield "  <displayName>Followthrough</displayName>"
    yield "  <description>What a company sets for every desk of Followthrough.</description>"
    yield "  <resources>"
    yield "    <stringTable>"
    for name, words in strings().items():
        yield f'      <string id="{name}">{escape(words)}</string>'
    yield "    </stringTable>"
    yield "    <presentationTable>"
    for one in POLICIES:
        if one.kind is not Kind.YES_NO:
            yield f'      <presentation id="{one.name}">'
            for part in one.parts or (one,):
                yield f"        {_control(part, _id(one, part))}"
            yield "      </presentation>"
    yield "    </presentationTable>"
    yield "  </resources>"
    yield "</policyDefinitionResources>"


def _control(part: Declared, name: str) -> str:
    if part.kind is Kind.WHOLE:
        return f'<decimalTextBox refId="{name}" defaultValue="{part.example}">{escape(part.title)}</decimalTextBox>'
    if part.kind is Kind.CHOICE:
        first = list(part.choices).index(part.example)
        return f'<dropdownList refId="{name}" noSort="true" defaultItem="{first}">{escape(part.title)}</dropdownList>'
    return f"<textBox refId={quoteattr(name)}><label>{escape(part.title)}</label></textBox>"


def strings() -> dict[str, str]:
    """Return the words of the template by their ids."""
    found = {"Followthrough": "Followthrough", SUPPORTED: "Followthrough 0.1 and newer"}
    found |= {area.name: area.value for area in Area}
    for one in POLICIES:
        found |= {one.name: one.title, f"{one.name}_Explain": explained(one)}
        for part in one.parts or (one,):
            name = _id(one, part)
            found |= {f"{name}_{value}": f"{value}: {words}" for value, words in part.choices.items()}
    return found


def explained(one: Declared) -> str:
    """Return all there is to say of a policy, as people read it beside its switch."""
    told = [one.says, f"Without it: {one.default}."]
    for part in one.parts or (one,):
        told += [f"{part.title}: {part.says}"] if part is not one else []
        told += [f"Not in this version: {part.idle}"] if part.idle else []
        told += [f"{value}, not in this version: {why}" for value, why in part.idle_at.items()]
    return " ".join(told)


# -- macOS and Linux -----------------------------------------------------------------------------------


def example() -> dict[str, Any]:
    """Return a policy that may be cut down to what is wanted: each name there is that acts, with a good value."""
    found: dict[str, Any] = {}
    for name, declared in BY_NAME.items():
        # the version at hand would be an old one soon, and a file of nobody's roots would be a fault
        if not declared.idle and name not in (UPDATE_PIN, "CaFile"):
            group, _, part = name.rpartition(".")
            (found.setdefault(group, {}) if group else found)[part] = _example_of(declared)
    return found


def _example_of(declared: Declared) -> Any:
    if declared.kind is Kind.YES_NO:
        return declared.example == "true"
    return int(declared.example) if declared.kind is Kind.WHOLE else declared.example


def profile() -> dict[str, Any]:
    """Return a configuration profile with the same values."""
    return {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{APPLICATION_ID}.profile",
        "PayloadUUID": _uuid("profile"),
        "PayloadDisplayName": "Followthrough",
        "PayloadDescription": "What the company sets for every desk of Followthrough.",
        "PayloadScope": "System",
        "PayloadContent": [
            {
                "PayloadType": APPLICATION_ID,
                "PayloadVersion": 1,
                "PayloadIdentifier": f"{APPLICATION_ID}.policies",
                "PayloadUUID": _uuid("policies"),
                "PayloadDisplayName": "Followthrough",
                **example(),
            }
        ],
    }


def manifest() -> dict[str, Any]:
    """Return what an editor of profiles shows of each preference."""
    return {
        "pfm_domain": APPLICATION_ID,
        "pfm_title": "Followthrough",
        "pfm_description": "What the company sets for every desk of Followthrough.",
        "pfm_format_version": 1,
        "pfm_version": 1,
        "pfm_platforms": ["macOS"],
        "pfm_targets": ["system", "user"],
        "pfm_subkeys": [_preference(one) for one in POLICIES],
    }


def _preference(one: Declared) -> dict[str, Any]:
    kinds = {Kind.WHOLE: "integer", Kind.YES_NO: "boolean", Kind.GROUP: "dictionary"}
    told: dict[str, Any] = {
        "pfm_name": one.name,
        "pfm_title": one.title,
        "pfm_description": explained(one),
        "pfm_type": kinds.get(one.kind, "string"),
    }
    if one.kind is Kind.WHOLE:
        told |= {"pfm_range_min": one.low, "pfm_range_max": one.high}
    if one.kind is Kind.CHOICE:
        told |= {"pfm_range_list": list(one.choices), "pfm_range_list_titles": list(one.choices.values())}
    if one.parts:
        told["pfm_subkeys"] = [_preference(part) for part in one.parts]
    return told


def _uuid(name: str) -> str:
    # the same at every run, as a profile of another one would be put beside the first
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.{APPLICATION_ID}")).upper()


# -- docs ----------------------------------------------------------------------------------------------


def docs_table() -> Iterator[str]:
    """Give the table of docs/policies.md."""
    yield "| name | value | what it does | without it | acts |"
    yield "| --- | --- | --- | --- | --- |"
    for name, one in BY_NAME.items():
        locks = f" Locks “{one.locks.words}” in the settings." if one.locks and one.locks is not EXPORT else ""
        only = " The stricter of it and the hub's holds." if one.stricter else ""
        acts = f"no: {one.idle}" if one.idle else "yes"
        acts += "".join(f"; {value} does not: {why}" for value, why in one.idle_at.items())
        yield f"| `{name}` | {one.values} | {one.says}{locks}{only} | {one.default} | {acts} |"


def main() -> None:
    for name, content in files().items():
        place = ROOT / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


if __name__ == "__main__":
    main()
