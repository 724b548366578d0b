"""How the verbs that look after people, holds and desks are asked about a canary."""

from __future__ import annotations

from tests.canaries import MAILS, NAMES, NUMBERS, STREETS

N, M, S = NAMES[0], MAILS[0], STREETS[0]
OF_CARE = {
    "doctor": [],
    "recover": ["--recovery-key", "FILE"],
    "hub recovery-key make": ["--out", "FOLDER/a.pem", "--by", N],
    "hub recovery-key add": [N, "--by", M],
    "hub recovery-key list": [],
    "hub recovery-key retire": [N, "--why", S, "--by", M],
    "hub expire-backups": ["FOLDER", "--older-than", "30"],
    "hub emergency list": [],
    "hub device list": [],
    "hub device revoke": [N],
    "hub backup": ["FOLDER/a.backup"],
    "support-bundle": ["FOLDER/a.zip"],
    "wipe": [],
    "hub support-bundle": ["FOLDER/a.zip"],
    "hub people import": ["FILE", "--groups", "FILE"],
    "hub hold add": ["--number", NUMBERS[0], "--why", N],
    "hub hold list": [],
    "hub hold lift": [N, "--why", S],
}
