"""An experiment that runs, as a hub tells it."""

from __future__ import annotations

from typing import Any

RUNNING: dict[str, Any] = {
    "experiment_id": "x-1",
    "name": "Six calls against four",
    "running": True,
    "advice": "Go on: nothing is decided yet.",
    "said": [
        "Nothing can be told yet: the difference lies between -3.1 points and +12.4 points, after 210 of 640 people.",
        "Tried: 38 of 104 people reached (28–46%).",
        "Former: 33 of 106 people reached (23–40%).",
        "Opt-outs: 3 of 160 tried, 2 of 158 former.",
        "Complaints: 0 of 160 tried, 0 of 158 former.",
    ],
    "former": 8,
    "tried": 7,
    "share_percent": 50,
    "measure": "contact",
    "within_days": 14,
    "effect_permille": 50,
    "days": 91,
    "people_planned": 640,
    "leads": {"tried": 160, "former": 158},
    "reading": {"by": 0.047, "low": -0.031, "high": 0.124, "verdict": "not_yet"},
    "guards": [],
    "plan": {"power": 0.83},
    "started_at": "2026-10-01T15:00:00+00:00",
    "by": "Ben",
    "why": "do six bring more",
    "stopped_at": None,
    "stopped_by": "",
    "stopped_why": "",
    "goes_on": None,
    "method": "Difference from the draw alone (Horvitz-Thompson); 95 % confidence sequence, valid at every look.",
}
