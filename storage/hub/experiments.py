"""Queries on versions tried side by side, and on whose leads go by which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from app.domain.experiments.measuring import Measure
from app.domain.experiments.randomising import Arm
from app.hub.experiment_records import Experiment, GoesOn
from storage.hub import experiment_tables as t
from storage.hub.part import Part, portions

_EXPERIMENT, _ARM = t.experiment.c, t.experiment_arm.c


class ExperimentRows(Part):
    """Remembers what runs, as a long file asks for each of its leads.

    Whoever takes leads in locks the company before, and so does who begins or stops an experiment.
    """

    def __init__(self, conn: Connection, company_id: str) -> None:
        super().__init__(conn, company_id)
        self._asked: list[Experiment | None] = []

    def add(self, experiment: Experiment) -> None:
        self._asked = []
        self._insert(t.experiment, **_values(experiment))

    def put(self, experiment: Experiment) -> None:
        self._asked = []
        where = self._mine(t.experiment, _EXPERIMENT.experiment_id == experiment.experiment_id)
        self._conn.execute(t.experiment.update().where(where).values(**_values(experiment)))

    def all(self) -> list[Experiment]:
        # ids are ascending in time, where two instants may be one
        rows = self._conn.execute(
            self._query().order_by(_EXPERIMENT.started_at.desc(), _EXPERIMENT.experiment_id.desc())
        )
        return [_read(row) for row in rows]

    def running(self) -> Experiment | None:
        if not self._asked:
            row = self._conn.execute(self._query().where(_EXPERIMENT.stopped_at.is_(None)).limit(1)).first()
            self._asked.append(None if row is None else _read(row))
        return self._asked[0]

    def enter(self, experiment_id: str, arms: Iterable[Arm]) -> None:
        for arm in arms:
            self._insert_new(t.experiment_arm, experiment_id=experiment_id, **asdict(arm))

    def arms(self, experiment_id: str, lead_ids: Sequence[str] | None = None) -> list[Arm]:
        query = select(_ARM.lead_id, _ARM.unit_id, _ARM.is_tried).order_by(_ARM.lead_id)
        mine = query.where(self._mine(t.experiment_arm, _ARM.experiment_id == experiment_id))
        asked = [mine] if lead_ids is None else [mine.where(_ARM.lead_id.in_(some)) for some in portions(lead_ids)]
        return [Arm(*row) for each in asked for row in self._conn.execute(each)]

    def _query(self) -> Select[Any]:
        return select(t.experiment).where(self._mine(t.experiment))


def _values(experiment: Experiment) -> dict[str, Any]:
    said = experiment.goes_on
    return {**asdict(experiment), "measure": experiment.measure.value, "goes_on": said.value if said else None}


def _read(row: Any) -> Experiment:
    told = {name: getattr(row, name) for name in Experiment.__struct_fields__}
    goes_on = None if row.goes_on is None else GoesOn(row.goes_on)
    return Experiment(**{**told, "measure": Measure(row.measure), "goes_on": goes_on})
