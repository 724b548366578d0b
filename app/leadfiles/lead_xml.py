"""Leads in XML of no published shape: vendors' own elements, and Velocify's numbered fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

import msgspec

from app.leadfiles.columns import Columns
from app.leadfiles.families import FREERATEUPDATE_XML, LEAD_XML, VELOCIFY_SOAP, is_freerateupdate
from app.leadfiles.headers import Column, Field, Whose, column_of
from app.leadfiles.markup import Node
from app.leadfiles.nesting import header_of, is_people, nth_of
from app.leadfiles.rows import MOST_CELLS, TOO_MANY_CELLS, Family, Found, Mapping, Record

#: an element stands for one person as long as none of these stands in two places of it
_ONCE = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.VENDOR_ID})
_FIELD_NAMES = ("fieldid", "name", "fieldname", "fieldtitle", "label", "id", "key")


class _Leaf(msgspec.Struct, frozen=True):
    header: str
    value: str
    parent: int


def read_lead_xml(root: Node, broken_at: int | None, total: int, mapping: Mapping | None) -> Found | None:
    """Return a record for each element that is one lead, None when nothing in the tree says how to reach anybody."""
    family = _family(root)
    leads = [node for node in _leads(root, Columns(family, mapping)) if node.closed]
    if not leads:
        return None
    return Found(family, _records(leads, broken_at, total), total)


def read_any_xml(root: Node, total: int) -> Found:
    """Return all that a document says as one record, whatever its parts are called."""
    leaves = [(leaf.header, leaf.value) for leaf in islice(_leaves(root), MOST_CELLS)]
    return Found(_family(root), iter([Record(1, total, leaves)]), total)


def is_numbered(root: Node) -> bool:
    """Return whether fields are told by numbers alone, as in Velocify's AddLeads; only a map can name those."""
    return any(node.tag == "field" and "fieldid" in node.attributes for node in root.descendants())


def _family(root: Node) -> Family:
    if is_numbered(root):
        return VELOCIFY_SOAP
    names = (node.name for node in root.descendants())
    return FREERATEUPDATE_XML if is_freerateupdate(names) else LEAD_XML


def _records(leads: list[Node], broken_at: int | None, total: int) -> Iterator[Record]:
    for node in leads:
        own = ((f"{node.name} {key}", value) for key, value in node.attributes.items())
        cells = list(islice(chain(own, ((leaf.header, leaf.value) for leaf in _leaves(node))), MOST_CELLS + 1))
        is_too_wide = len(cells) > MOST_CELLS
        yield Record(node.line, total, [] if is_too_wide else cells, TOO_MANY_CELLS if is_too_wide else "")
    if broken_at is not None:
        yield Record(broken_at, total, [], "the XML breaks off here; nothing below could be read")


def _leads(node: Node, columns: Columns) -> list[Node]:
    """Return the largest elements that hold one lead each; a sibling of the same name is one too, reachable or not."""
    while len(node.children) == 1 and node.children[0].children:
        node = node.children[0]
    leaves = list(_leaves(node))
    if not any(columns.says_how_to_reach(leaf.header) for leaf in leaves):
        return []
    if not _holds_several(leaves, columns):
        return [node]
    below = [(child, _leads(child, columns)) for child in node.children]
    tags = {child.tag for child, found in below if found}
    return [lead for child, found in below for lead in found or ([child] if child.tag in tags else [])]


def _holds_several(leaves: list[_Leaf], columns: Columns) -> bool:
    places: dict[tuple[Field, Whose], int] = {}
    for leaf in leaves:
        column = columns.of(leaf.header)
        if not isinstance(column, Column) or column.field not in _ONCE:
            continue
        if places.setdefault((column.field, column.whose), leaf.parent) != leaf.parent:
            return True
    return False


def _leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[_Leaf]:
    """Return every text and attribute below the element, each named as a column would be."""
    is_list_of_people = bool(path) and path[-1].lower().endswith("s") and is_people(path[-1])
    for n, child in enumerate(node.children, 1):
        if is_list_of_people:
            yield from _leaves(child, (*path[:-1], nth_of(path[-1], n)))
            continue
        if not child.children and (named := _named_field(child)):
            yield _Leaf(*named, id(node))
            continue
        if child.text:
            yield _Leaf(_kind_of(child) or header_of((*path, child.name)), child.text, id(node))
        for key, value in child.attributes.items():
            yield _Leaf(f"{child.name} {key}", value, id(child))
        yield from _leaves(child, (*path, child.name))


def _named_field(node: Node) -> tuple[str, str] | None:
    """Return name and value of an element that only carries them: `<Field FieldId="3" Value="Dana"/>`."""
    name = next((node.attributes[key] for key in _FIELD_NAMES if node.attributes.get(key)), "")
    is_field = node.tag.rstrip("0123456789") == "field"
    value = node.attributes.get("value", "") or (node.text if is_field else "")
    return (name, value) if name and (value or is_field) else None


def _kind_of(node: Node) -> str:
    """Return what `<Phone type="cell">` is called where its type makes it another column; "" where it does not."""
    named = f"{node.attributes.get('type', '')} {node.name}"
    return named if "type" in node.attributes and column_of(named) else ""
