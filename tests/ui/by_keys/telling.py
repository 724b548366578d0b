"""What was counted, printed for whoever runs these with -rP."""

from __future__ import annotations

import sys


def tell(*told: object) -> None:
    sys.stdout.write("".join(f"\n{one}" for one in told) + "\n")
