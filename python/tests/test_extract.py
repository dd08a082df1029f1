"""Tables in memory give the rows that the command line writes for the same table in a file."""

from __future__ import annotations

import concurrent.futures
import pickle

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from articles import articles

import trichdan

NAME = "articles.parquet"


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return articles(300)


@pytest.fixture(scope="module")
def expected(table, trichdan_run, tmp_path_factory) -> dict[str, pa.Table]:
    home = tmp_path_factory.mktemp("run")
    pq.write_table(table, home / NAME, row_group_size=150)
    trichdan_run(NAME, "--output", "tables", "--format", "parquet", cwd=home)
    return {name: pq.read_table(home / "tables" / f"{name}.parquet") for name in trichdan.table_names()}


def assert_same(found: dict[str, pa.Table], expected: dict[str, pa.Table]) -> None:
    assert list(found) == list(expected)
    for name, rows in expected.items():
        assert found[name].schema.equals(rows.schema), name
        assert in_order(found[name], name) == in_order(rows, name), name


def in_order(table: pa.Table, name: str) -> list[dict[str, object]]:
    """Rows as they stand. Those of ``rejects`` stand where the chunk ends that they were refused in, and a file is cut otherwise."""
    rows = table.to_pylist()
    return sorted(rows, key=lambda row: (row["source_uri"], row["code"])) if name == "rejects" else rows


def test_the_corpus_has_what_the_tables_tell_of(expected):
    for name, rows in expected.items():
        assert rows.num_rows > 5, name
    assert expected["documents"]["duplicate_of"].drop_null().length() > 3
    assert set(expected["rejects"]["code"].to_pylist()) == {"duplicate_id", "empty", "missing_text"}


@pytest.mark.parametrize("threads", [1, 3, 0])
def test_pyarrow_table(table, expected, threads):
    assert_same(trichdan.extract(table, source=NAME, threads=threads), expected)


def test_reader_of_many_batches(table, expected):
    reader = pa.RecordBatchReader.from_batches(table.schema, iter(table.to_batches(max_chunksize=7)))
    assert_same(trichdan.extract(reader, source=NAME), expected)


def test_batch(table, expected):
    (batch,) = table.combine_chunks().to_batches()
    assert_same(trichdan.extract(batch, source=NAME), expected)


def test_polars(table, expected):
    polars = pytest.importorskip("polars")
    assert_same(trichdan.extract(polars.from_arrow(table), source=NAME), expected)


def test_pandas(table, expected):
    pytest.importorskip("pandas")
    assert_same(trichdan.extract(table.to_pandas(), source=NAME), expected)


def test_duckdb_relation(table, expected):
    duckdb = pytest.importorskip("duckdb")
    duckdb.register("articles", table)
    assert_same(trichdan.extract(duckdb.sql("SELECT * FROM articles"), source=NAME), expected)


def test_columns_of_other_names(table, expected):
    renamed = table.rename_columns(["key", "noi_dung", "tieu_de", "ngay", "dia_chi"])
    found = trichdan.extract(
        renamed, id="key", text="noi_dung", title="tieu_de", published_at="ngay", url="dia_chi", source=NAME
    )
    assert_same(found, expected)


def test_source_uri_column(table):
    found = trichdan.extract(table.slice(0, 20), source_uri="url")
    shown = found["documents"]["source_uri"].to_pylist() + found["rejects"]["source_uri"].to_pylist()
    assert sorted(shown) == sorted(table["url"].to_pylist()[:20])


def test_pieces_stand_for_themselves(table, expected):
    pieces = [trichdan.extract(table.slice(at, 10), source_uri="url", piece=True) for at in range(0, 300, 10)]
    assert list(pieces[0]) == list(trichdan.PIECE_TABLES)
    documents = pa.concat_tables(piece["documents"] for piece in pieces)
    assert documents["duplicate_of"].null_count == documents.num_rows
    whole = trichdan.extract(table, source_uri="url", piece=True)
    for name in trichdan.PIECE_TABLES:
        assert pa.concat_tables(piece[name] for piece in pieces).to_pylist() == whole[name].to_pylist(), name
    first = expected["statements"]["statement_id"]
    assert pc.all(pc.is_in(first, whole["statements"]["statement_id"])).as_py()


def test_no_rows(table):
    found = trichdan.extract(table.slice(0, 0))
    assert {name: rows.num_rows for name, rows in found.items()} == dict.fromkeys(trichdan.table_names(), 0)
    assert found["laws"].schema.equals(trichdan.schema("laws"))


def test_a_bad_row_is_a_reject():
    texts = ["Ông Trần Văn Mẫu nói trời đẹp.", None, "", "x" * (17 << 20), "ông nói " * 60_000]
    found = trichdan.extract(pa.table({"text": texts}))
    assert found["documents"].num_rows + found["rejects"].num_rows == 5
    rejects = dict(zip(found["rejects"]["source_uri"].to_pylist(), found["rejects"]["code"].to_pylist()))
    assert rejects == {"table#2": "missing_text", "table#3": "empty", "table#4": "too_large", "table#5": "too_complex"}


def test_threads_share_one_extractor(table, expected):
    extractor = trichdan.Extractor(threads=1)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: extractor.extract(table, source=NAME), range(6)):
            assert_same(found, expected)


def test_the_lock_is_released(table):
    """While one thread extracts, another runs Python."""
    import threading
    import time

    extractor, ended = trichdan.Extractor(threads=1), threading.Event()
    large = pa.concat_tables([table] * 4)

    def work():
        extractor.extract(large)
        ended.set()

    thread = threading.Thread(target=work)
    beats, begun = 0, time.monotonic()
    thread.start()
    while not ended.is_set():
        time.sleep(0.001)
        beats += 1
    thread.join()
    # A thread that had the lock throughout would let the other run once or twice.
    assert beats > 20 * (time.monotonic() - begun), beats


def test_an_extractor_travels(tmp_path, table):
    (tmp_path / "laws.csv").write_text(
        "number,doc_type,title_vi,effective_date\n1/2031/QH16,law,Luật Lạ Lùng,2020-01-01\n"
    )
    (tmp_path / "p.toml").write_text('[registry]\nlaws = "laws.csv"\n[extract]\nmin_confidence = 0.7\n')
    extractor = trichdan.Extractor(tmp_path / "p.toml")
    packed = pickle.dumps(extractor)
    for path in tmp_path.iterdir():
        path.unlink()
    again = pickle.loads(packed)
    assert [law.number for law in again.laws("Luật Lạ Lùng")] == ["1/2031/QH16"]
    assert_same(again.extract(table), extractor.extract(table))
    assert trichdan.extract(table)["statements"].num_rows > again.extract(table)["statements"].num_rows


def test_an_own_registry(tmp_path):
    path = tmp_path / "laws.csv"
    path.write_text("number,doc_type,title_vi,effective_date\n1/2031/QH16,law,Luật Lạ Lùng,2020-01-01\n")
    articles = pa.table({"text": ["Theo Luật Lạ Lùng, trời phải đẹp."]})
    assert trichdan.Extractor(registry=path).extract(articles)["laws"]["law_id"].to_pylist() == ["1/2031/QH16"]
    assert "1/2031/QH16" not in trichdan.extract(articles)["laws"]["law_id"].to_pylist()


def test_what_is_no_table():
    with pytest.raises(TypeError, match="PyCapsule interface .*, got list"):
        trichdan.extract([{"text": "a"}])
    with pytest.raises(trichdan.errors.TableError) as error:
        trichdan.extract(pa.table({"words": ["a"]}))
    assert str(error.value) == (
        "the table cannot be read: no column is named text, content, body (input.fields.text); the columns are: words"
    )
    with pytest.raises(ValueError, match="no column is named noi_dung"):
        trichdan.extract(pa.table({"text": ["a"]}), text="noi_dung")
    with pytest.raises(trichdan.TrichdanError, match="no column is named url"):
        trichdan.extract(pa.table({"text": ["a"]}), source_uri="url")


def test_a_stream_that_breaks_off(table):
    def batches():
        yield from table.to_batches(max_chunksize=10)
        raise OSError("the wire is cut")

    for threads in (1, 2):
        with pytest.raises(trichdan.errors.TableError, match="the wire is cut"):
            trichdan.extract(pa.RecordBatchReader.from_batches(table.schema, batches()), threads=threads)


def test_a_stream_is_read_as_it_is_needed(table):
    """Nothing keeps the whole input: while it is read, few batches are under way."""
    batches = table.to_batches(max_chunksize=1)
    taken = []

    def counted():
        for batch in batches:
            taken.append(batch)
            yield batch

    stop = RuntimeError("enough")

    def broken():
        for number, batch in enumerate(counted()):
            if number == 100:
                raise stop
            yield batch

    with pytest.raises(trichdan.errors.TableError, match="enough"):
        trichdan.extract(pa.RecordBatchReader.from_batches(table.schema, broken()))
    assert len(taken) == 101
