"""How the verbs that tell of the hub, and send reports out, are asked about a canary; what is logged of one."""

from __future__ import annotations

from tests.canaries import MAILS, NAMES, STREETS

N, M, S = NAMES[0], MAILS[0], STREETS[0]
ASKED = {
    "hub report": ["team", "--officer", N],
    "hub audit export": ["--from", N],
    "hub verify": [],
    "hub rollups check": [],
    "hub rollups remake": [],
    "hub lead": [N],
    "hub works": ["--by", N],
    "hub experiment show": [],
    "hub experiment plan": ["--tried", "1"],
    "hub experiment start": ["--tried", "1", "--name", N, "--why", S],
    "hub experiment stop": ["--why", S, "--by", N],
    "hub schedule add": ["team", "--to", N, "--branch", S],
    "hub schedule list": [],
    "hub schedule remove": [N],
    "hub schedule run": [N],
    "hub mail show": [],
    "hub mail set": ["--host", N, "--from", M, "--user", S, "--password-file", "FOLDER/a.password"],
    "hub mail off": [],
}
LOGGED = ["'a scheduled report was not sent: schedule %s, try %d', schedule.schedule_id, settled.tries"]
