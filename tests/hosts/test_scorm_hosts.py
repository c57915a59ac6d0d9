"""Runs the Node tests of the strict SCORM hosts; they live beside it, in player/host/test."""

from __future__ import annotations

import subprocess
from pathlib import Path

PLAYER = Path(__file__).parent.parent.parent / "player"


def test_scorm_hosts_under_node() -> None:
    tests = sorted(str(path) for path in (PLAYER / "host" / "test").glob("*.test.mjs"))
    assert tests
    done = subprocess.run(["node", "--test", *tests], cwd=PLAYER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
