"""The examples for other engines do what they say, with rows of the command line's."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from articles import articles

import trichdan

EXAMPLES = Path(__file__).parents[1] / "examples"
sys.path.insert(0, str(EXAMPLES))


@pytest.fixture(scope="module")
def table() -> pa.Table:
    """Articles that all have texts and ids of their own."""
    found = articles(120, seed=9)
    first = trichdan.extract(found)["documents"].select(["doc_id", "text", "title"])
    ids = pa.array([f"bai-{n}" for n in range(first.num_rows)])
    return pa.table({"id": ids, "text": first["text"], "title": first["title"]})


@pytest.fixture(scope="module")
def expected(table) -> dict[str, pa.Table]:
    return trichdan.extract(table, piece=True)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_examples_are_short(path):
    assert len(path.read_text().splitlines()) < 20


def test_polars(table, expected):
    polars = pytest.importorskip("polars")
    import polars_batches

    lazy = polars_batches.statements(polars.from_arrow(table).lazy())
    assert lazy.collect_schema().names() == expected["statements"].column_names
    found = lazy.filter(polars.col("speaker_name").is_not_null()).collect().sort("statement_id")
    named = [row for row in expected["statements"].to_pylist() if row["speaker_name"]]
    assert found.to_dicts() == sorted(named, key=lambda row: row["statement_id"])


def test_duckdb(table):
    duckdb = pytest.importorskip("duckdb")
    import duckdb_sql

    whole = trichdan.extract(table)
    names = dict(zip(*(whole["statements"][name].to_pylist() for name in ("statement_id", "speaker_name"))))
    laws = zip(whole["laws"]["statement_id"].to_pylist(), whole["laws"]["law_id"].to_pylist())
    counts = Counter((names.get(statement), law) for statement, law in laws if statement and law)
    duckdb.register("articles", table)
    found = duckdb_sql.citations(duckdb.table("articles"))
    assert {(name, law): n for name, law, n in found} == {pair: n for pair, n in counts.items() if pair[0]}
    assert len(found) > 3


def test_ray(table, expected):
    ray = pytest.importorskip("ray", reason="ray is not installed: its example was not run")
    import ray_data

    ray.init(num_cpus=2, include_dashboard=False, runtime_env={"env_vars": {"PYTHONPATH": str(EXAMPLES)}})
    try:
        blocks = ray_data.laws(ray.data.from_arrow([table.slice(at, 20) for at in range(0, table.num_rows, 20)]))
        rows = [row for block in blocks.iter_batches(batch_format="pyarrow") for row in block.to_pylist()]
    finally:
        ray.shutdown()
    key = lambda row: row["law_mention_id"]  # noqa: E731
    assert sorted(rows, key=key) == sorted(expected["laws"].to_pylist(), key=key)


def test_daft(table, expected):
    daft = pytest.importorskip("daft", reason="daft is not installed: its example was not run")
    import daft_column

    frame = daft.from_arrow(table).with_column("laws", daft_column.law_ids(daft.col("id"), daft.col("text")))
    found = frame.select("id", "laws").to_pydict()
    laws: dict[str, list[str]] = {id: [] for id in table["id"].to_pylist()}
    for row in expected["laws"].to_pylist():
        laws[row["doc_id"]].append(row["law_id"])
    assert dict(zip(found["id"], found["laws"])) == laws
