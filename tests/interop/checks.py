# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks as run.sh reads them: a line "PASS check" or "FAIL check: why" each."""
_failed = 0


def report(ok, check, why=""):
    global _failed
    print(f"PASS {check}" if ok else f"FAIL {check}: {why}".replace("\n", " ")[:300])
    _failed += not ok


def status():
    """Of the process: 1 if a check has failed."""
    return 1 if _failed else 0
