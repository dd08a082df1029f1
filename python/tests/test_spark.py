"""Spark gives the rows of the command line, whatever happens to its executors."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from articles import ROOT, articles

import trichdan

pytest.importorskip("pyspark")
from sparks import session  # noqa: E402

import trichdan.spark  # noqa: E402

NAME = "articles.parquet"
KEYS = {
    "documents": ["source_uri"],
    "statements": ["statement_id"],
    "laws": ["law_mention_id"],
    "initiatives": ["initiative_id"],
    "rejects": ["source_uri", "code"],
    "speakers": ["speaker_id"],
    "law_index": ["law_id"],
    "organizations": ["org_id"],
}


def with_places(table: pa.Table, name: str = NAME) -> pa.Table:
    return table.append_column("place", pa.array([f"{name}#{n}" for n in range(1, table.num_rows + 1)]))


def rows(table: pa.Table, name: str) -> list[dict[str, object]]:
    return sorted(table.to_pylist(), key=lambda row: [str(row[key]) for key in KEYS[name]])


def arrow(frame) -> pa.Table:
    return frame.toArrow()


def assert_same(found, expected: dict[str, pa.Table]) -> None:
    """The same rows in any order, of types that can be cast without loss."""
    assert list(found) == list(expected)
    for name, table in expected.items():
        mine = arrow(found[name])
        assert mine.column_names == table.column_names, name
        assert rows(mine.cast(loose(table.schema)), name) == rows(table, name), name


def loose(schema: pa.Schema) -> pa.Schema:
    """The same types; Spark does not say that a value cannot be null."""

    def kind(type_: pa.DataType) -> pa.DataType:
        if pa.types.is_list(type_):
            return pa.list_(kind(type_.value_type))
        if pa.types.is_struct(type_):
            return pa.struct([(field.name, kind(field.type)) for field in type_])
        return type_

    return pa.schema([(field.name, kind(field.type)) for field in schema])


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return articles(300, seed=3)


@pytest.fixture(scope="module")
def expected(table, trichdan_run, tmp_path_factory) -> dict[str, pa.Table]:
    home = tmp_path_factory.mktemp("run")
    pq.write_table(table, home / NAME)
    trichdan_run(NAME, "--output", "tables", "--format", "parquet", cwd=home)
    return {name: pq.read_table(home / "tables" / f"{name}.parquet") for name in trichdan.table_names()}


@pytest.fixture(scope="module")
def spark():
    with session("local[2]") as spark:
        yield spark


def frame(spark, table: pa.Table, partitions: int):
    return spark.createDataFrame(table).repartition(partitions)


def test_the_rows_of_the_command_line(spark, table, expected):
    with trichdan.spark.extract(frame(spark, with_places(table), 7), source_uri="place") as tables:
        assert_same(tables, expected)


def test_each_article_is_extracted_once(spark, table):
    seen = spark.sparkContext.accumulator(0)

    def count(batches):
        for batch in batches:
            seen.add(batch.num_rows)
            yield batch

    df = frame(spark, table, 3)
    with trichdan.spark.extract(df.mapInArrow(count, df.schema)) as tables:
        for found in tables.values():
            found.count()
    assert seen.value == table.num_rows


def test_kept_in_a_folder(spark, table, expected, tmp_path):
    df = frame(spark, with_places(table), 2)
    tables = trichdan.spark.extract(df, source_uri="place", keep=str(tmp_path / "records"))
    assert rows(arrow(tables["laws"]), "laws") == rows(expected["laws"], "laws")
    # A table reads its own columns alone.
    plan = tables["laws"]._jdf.queryExecution().toString()
    assert "statement_id" in plan and "participants" not in plan.split("Physical Plan")[1]


def test_pieces(spark, table):
    tables = trichdan.spark.extract(frame(spark, table, 3), whole=False)
    assert list(tables) == list(trichdan.PIECE_TABLES)
    alone = trichdan.extract(table, source_uri="id", piece=True)
    for name in ("statements", "laws", "initiatives"):
        assert sorted(map(str, arrow(tables[name]).to_pylist())) == sorted(map(str, alone[name].to_pylist()))
    assert tables["documents"].where("duplicate_of IS NOT NULL").count() == 0
    tables.close()


def test_poison_skew_and_empty_partitions(spark):
    """One bad article costs itself, one huge article its task's time, an empty partition nothing."""
    texts = [
        None,
        "",
        "a" * (17 << 20),
        "Ông Trần Văn Mẫu nói trời đẹp.\n\n" * 30_000,
        "Ông Trần Văn Mẫu nói trời đẹp.",
        "\ud7ff\x00",
    ]
    texts += ["ông nói " * 100_000]
    table = pa.table({"id": [f"{n}" for n in range(len(texts))], "text": texts})
    alone = trichdan.extract(table, source_uri="id")
    # All that has rows in one partition of twenty.
    rows = [tuple(row.values()) for row in table.to_pylist()]
    context = spark.sparkContext
    df = spark.createDataFrame(
        context.parallelize(rows, 1).union(context.parallelize([], 19)), "id string, text string"
    )
    assert df.rdd.getNumPartitions() == 20
    with trichdan.spark.extract(df) as tables:
        assert_same(tables, alone)
        assert {row.source_uri for row in tables["rejects"].collect()} >= {"0", "1", "2"}
        assert tables["documents"].count() + tables["rejects"].count() == len(texts)


def test_nothing_at_all(spark, table):
    with trichdan.spark.extract(frame(spark, table.slice(0, 0), 2)) as tables:
        assert {name: found.count() for name, found in tables.items()} == dict.fromkeys(trichdan.table_names(), 0)


def test_columns_of_other_names_and_types(spark):
    spark.sql(
        "SELECT 7L AS so, 'Theo Luật Đất đai, trời đẹp.' AS noi_dung, timestamp'2024-09-01 00:00:00+07:00' AS luc"
    ).createOrReplaceTempView("tin")
    tables = trichdan.spark.extract(spark.table("tin"), id="so", text="noi_dung", published_at="luc")
    (law,) = tables["laws"].collect()
    assert (law.doc_id, law.law_id, law.resolution) == ("7", "31/2024/QH15", "in_force_on_date")


def test_what_would_fail_in_each_task_fails_at_once(spark, table):
    df = frame(spark, table, 2)
    with pytest.raises(trichdan.errors.TableError, match="no column is named noi_dung"):
        trichdan.spark.extract(df, text="noi_dung")
    with pytest.raises(trichdan.errors.TableError, match="no column says which article a row is"):
        trichdan.spark.extract(df.drop("id"))


def test_ids_and_texts_in_any_order(spark, trichdan_run, tmp_path):
    """Verdicts over a whole frame are those of going through it one by one."""
    import random

    chance = random.Random(11)
    ids = ["a", "b", "c", "a~2", "a~3", "b~2", 'q"\\', None]
    table = pa.table(
        {
            "id": [chance.choice(ids) for _ in range(160)],
            "text": [f"Ông Trần Văn Mẫu nói trời đẹp {chance.randint(1, 9)} lần." for _ in range(160)],
        }
    )
    pq.write_table(table, tmp_path / NAME)
    trichdan_run(NAME, "--output", "tables", cwd=tmp_path, code=3)
    expected = {name: pq.read_table(tmp_path / "tables" / f"{name}.parquet") for name in trichdan.table_names()}
    made = [id for id in expected["documents"]["doc_id"].to_pylist() if "~" in id]
    assert len(made) > 20 and expected["rejects"].num_rows > 20
    with trichdan.spark.extract(frame(spark, with_places(table), 3), source_uri="place") as tables:
        assert_same(tables, expected)


# --- runs --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """A pipeline over files of several kinds, one of them much larger than the others."""
    home = tmp_path_factory.mktemp("corpus")
    (home / "news").mkdir()
    for number in range(6):
        table = articles(60 if number else 600, seed=100 + number)
        pq.write_table(table, home / f"news/{number}.parquet")
    for number, row in enumerate(articles(40, seed=200).to_pylist()):
        (home / f"news/{number:03}.txt").write_text(row["text"] or "")
    (home / "p.toml").write_text(
        '[input]\npaths = ["news"]\n[output]\ndir = "tables"\nformats = ["csv", "parquet", "jsonl"]\n'
    )
    return home


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "timing.json"}


@pytest.fixture(scope="module")
def kept(corpus, trichdan_run) -> dict[str, bytes]:
    trichdan_run("p.toml", "--output", "by-hand", cwd=corpus)
    return files(corpus / "by-hand")


def test_run_on_the_sample(spark, trichdan_run, program, tmp_path, monkeypatch):
    trichdan_run("pipelines/sample.toml", "--output", tmp_path / "a", cwd=ROOT)
    monkeypatch.chdir(ROOT)
    summary = trichdan.spark.run("pipelines/sample.toml", spark, output=tmp_path / "b")
    assert files(tmp_path / "b") == files(tmp_path / "a")
    assert summary.documents > 10
    assert subprocess.run([program, "verify", tmp_path / "b"], capture_output=True).returncode == 0


def test_run_on_a_corpus(spark, corpus, kept, monkeypatch, capsys):
    monkeypatch.chdir(corpus)
    seen = []
    trichdan.spark.run("p.toml", spark, progress=seen.append, partitions=5)
    assert files(corpus / "tables") == kept
    assert seen[-1]["bytes"] >= seen[-1]["total_bytes"] > 0
    with pytest.raises(trichdan.errors.OutputError, match="overwrite"):
        trichdan.spark.run("p.toml", spark)
    with pytest.raises(trichdan.errors.InputError, match="nowhere: no such file or folder"):
        trichdan.spark.run(inputs="nowhere", spark=spark)
    with pytest.raises(trichdan.errors.InputError, match="standard input"):
        trichdan.spark.run(inputs="-", spark=spark)
