"""The Python of the book and of the package's README runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from articles import ROOT

ENVIRONMENT = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
PAGES = ["docs/how-to/python.md", "docs/how-to/spark.md", "python/README.md"]


def blocks(page: str) -> list[str]:
    parts = (ROOT / page).read_text(encoding="utf-8").split("```python\n")[1:]
    return [part.split("```")[0] for part in parts]


@pytest.mark.parametrize("page", PAGES)
def test_blocks_run(page, tmp_path, trichdan_run):
    found = blocks(page)
    assert found
    if any("spark" in block for block in found):
        pytest.importorskip("pyspark")
        trichdan_run(ROOT / "pipelines/sample", "--output", "tables", "--format", "parquet", cwd=tmp_path, code=None)
    for block in found:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
