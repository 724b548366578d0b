"""The columns of one file: what each is taken for, and which were dropped."""

from __future__ import annotations

from enum import Enum, auto

from app.errors import BadInput
from app.leadfiles.headers import Column, Field, column_of
from app.leadfiles.mending import is_reason
from app.leadfiles.protected import is_protected
from app.leadfiles.rows import AS_IT_STANDS, Family, Mapping
from app.leadfiles.wording import squash

#: a form's question is a sentence at most
_LONGEST = 500


class Fate(Enum):
    """What becomes of a column the product has no place for."""

    KEPT = auto()
    LEFT_OUT = auto()
    DROPPED = auto()


class Columns:
    """Answers for each header of a file, and remembers what it answered.

    Protected fields stay protected under any map: a saved map names them only by mistake. Raises BadInput when
    the map uses words that name no column.
    """

    def __init__(self, family: Family, mapping: Mapping | None) -> None:
        self._also = {squash(header): words for header, words in family.also.items()}
        self._mapped = _checked(mapping)
        self._mapped_alike = {squash(header): taken for header, taken in self._mapped.items() if squash(header)}
        self._known: dict[str, Column | Fate] = {}

    def of(self, header: str) -> Column | Fate:
        """Return what a column is taken for; headers are told apart as they are written."""
        known = self._known.get(header)
        if known is None:
            known = self._known[header] = self._decide(header[:_LONGEST])
        return known

    def _decide(self, header: str) -> Column | Fate:
        if is_protected(header):
            return Fate.DROPPED
        if is_reason(header):
            return Fate.LEFT_OUT
        mapped = self._mapped.get(header) or self._mapped_alike.get(squash(header))
        if mapped is not None:
            return mapped
        words = self._also.get(squash(header), header)
        return column_of(words) or Fate.KEPT

    def is_chosen(self, header: str) -> bool:
        """Return whether a person's map says what becomes of a column."""
        return header in self._mapped or squash(header) in self._mapped_alike

    def has(self, field: Field) -> bool:
        """Return whether any column asked for so far is taken for that."""
        return any(isinstance(known, Column) and known.field is field for known in self._known.values())

    def says_how_to_reach(self, header: str) -> bool:
        known = self.of(header)
        return isinstance(known, Column) and known.field in (Field.PHONE, Field.EMAIL)

    @property
    def dropped(self) -> list[str]:
        """Return the headers of protected fields the file has, in its order."""
        return [header for header, known in self._known.items() if known is Fate.DROPPED]

    @property
    def taken(self) -> dict[str, str]:
        """Return for each header that was not dropped the field it was taken for, "" for one kept as it stands."""
        return {
            header: known.field.name.lower().replace("_", " ") if isinstance(known, Column) else ""
            for header, known in self._known.items()
            if known is not Fate.DROPPED
        }


def _checked(mapping: Mapping | None) -> dict[str, Column | Fate]:
    checked: dict[str, Column | Fate] = {}
    for header, words in mapping.columns.items() if mapping else ():
        column = column_of(words)
        if words == AS_IT_STANDS:
            checked[header.strip()] = Fate.KEPT
            continue
        if words and column is None:
            raise BadInput(
                f"The map “{mapping.name if mapping else ''}” takes a column for “{words}”, which names nothing a "
                "lead has.",
                "Use a plain name, such as First Name, Mobile Phone, Email, State or Received At.",
            )
        checked[header.strip()] = column or Fate.LEFT_OUT
    return checked
