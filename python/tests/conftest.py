from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from articles import ROOT


@pytest.fixture(scope="session")
def program() -> Path:
    """The command line, to compare with."""
    named = os.environ.get("TRICHDAN_PROGRAM")
    built = [Path(named)] if named else [ROOT / "target" / kind / "trichdan" for kind in ("release", "debug")]
    found = [path for path in built if path.exists()]
    assert found, f"none of {', '.join(map(str, built))} is there: cargo build"
    return max(found, key=lambda path: path.stat().st_mtime).resolve()


@pytest.fixture(scope="session")
def trichdan_run(program):
    """Runs `trichdan run` in a folder; gives what it said on standard error."""

    def run(*arguments: object, cwd: Path, code: int | None = 0) -> str:
        done = subprocess.run([program, "run", *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
        assert code is None or done.returncode == code, done.stderr
        return done.stderr

    return run
