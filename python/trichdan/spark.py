"""Extraction as a job of Spark: the distribution is Spark's, the extraction is that of the command line.

``extract`` turns a data frame of articles into data frames, ``run`` does what ``trichdan run`` does. Both need ``trichdan`` and ``pyarrow``
where the executors' Python is.

Each article is worked on alone, and what comes of it depends on nothing else, so that a task that is tried again, or tried
twice at a time, gives the same rows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trichdan import _native
from trichdan._extractor import Extractor
from trichdan._run import Line, Summary, choices, finished
from trichdan.errors import TableError, TrichdanError

if TYPE_CHECKING:
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession

#: What a row is called that does not say where it comes from.
UNNAMED = "(unnamed)"

#: Bytes of input in a task.
TASK_BYTES = 64 << 20

#: Tables with any number of rows for each article.
_LISTS = ("statements", "laws", "initiatives")


class Tables(Mapping[str, "DataFrame"]):
    """``{name: DataFrame}``, columns as in the Parquet files of a run.

    All of them are read from one frame with a row for each article, which is kept (persisted) once it has been computed: the
    articles are read and extracted once, however many of the tables are used. ``close`` lets it go; so does the end of a
    ``with`` block.

    Attributes:
        records: that frame: ``document`` or ``reject``, and lists of ``statements``, ``laws``, ``initiatives``.
    """

    def __init__(self, records: DataFrame, tables: Mapping[str, DataFrame]) -> None:
        self.records = records
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> DataFrame:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go what was kept. The tables can still be used; they are then computed again."""
        self.records.unpersist()


def extract(
    df: DataFrame,
    *,
    id: str | None = None,
    text: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published_at: str | None = None,
    author: str | None = None,
    outlet: str | None = None,
    section: str | None = None,
    source_uri: str | None = None,
    extractor: Extractor | None = None,
    whole: bool = True,
    keep: StorageLevel | str | None = None,
) -> Tables:
    """The tables of a data frame whose rows are articles. Nothing is computed before one of them is used.

    Args:
        df: articles.
        id, text, title, url, published_at, author, outlet, section: names of its columns, where they are not those of
            ``input.fields``.
        source_uri: the column that says where an article comes from; ``id`` without it. Articles count as ordered by it,
            the number behind a last ``#`` as a number, where it matters which of two comes first.
        extractor: with settings of its own; it travels to the executors.
        whole: whether ``df`` is all there is. Then articles that repeat an earlier one are marked and have no rows, those with
            the id of an earlier one that says something else become rejects, and ``speakers``, ``law_index`` and
            ``organizations`` sum all up: the rows of the command line. It takes a shuffle of ids and hashes of texts. Otherwise each
            article stands for itself.
        keep: how to keep what was extracted: a storage level (``DISK_ONLY`` if nothing is said: rows are larger than what
            they were read from, and are read a few times at most), or a folder that all executors reach, into which it
            is written at once, as Parquet. A folder outlives executors: blocks that are lost with one are extracted again.

    Returns:
        ``documents``, ``statements``, ``laws``, ``initiatives``, ``rejects``, and where ``whole`` ``speakers``, ``law_index``,
        ``organizations``.

    Raises:
        TableError: a column is missing, or none says which article a row is.
    """
    from pyspark import StorageLevel
    from pyspark.sql.pandas.types import from_arrow_schema

    from trichdan import _spark_tables

    given = locals()
    names = ("id", "text", "title", "url", "published_at", "author", "outlet", "section")
    columns: dict[str, Any] = {name: given[name] for name in names if given[name] is not None}
    made = extractor or Extractor(threads=1)
    # What would fail in every task fails here.
    made.extract(pa.table({name: pa.array([], pa.string()) for name in df.columns}), **columns, source_uri=source_uri)
    # The number of a row in its batch would differ from one try of a task to the next.
    uri = source_uri or id or ("id" if "id" in df.columns else None)
    if uri is None:
        raise TableError("no column says which article a row is, name one as id or source_uri")

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from records(made, batch, columns, uri)

    frame = df.mapInArrow(work, from_arrow_schema(record_schema()))
    if isinstance(keep, str):
        frame.write.parquet(keep)
        frame = df.sparkSession.read.parquet(keep)
    else:
        frame = frame.persist(keep or StorageLevel.DISK_ONLY)
    return Tables(frame, _spark_tables.tables(frame, whole))


def record_schema() -> pa.Schema:
    """Columns of the frame with a row for each article."""
    rows = {name: pa.struct(list(_native.schema(name))) for name in ("documents", *_LISTS, "rejects")}
    lists = [
        pa.field(name, pa.list_(pa.field("element", rows[name], nullable=False)), nullable=False) for name in _LISTS
    ]
    return pa.schema([pa.field("document", rows["documents"]), *lists, pa.field("reject", rows["rejects"])])


def records(
    extractor: Extractor, batch: pa.RecordBatch, columns: Mapping[str, Any], uri: str
) -> Iterator[pa.RecordBatch]:
    """What comes of a batch of articles, one row for each: first documents, then rejects."""
    if batch.num_rows == 0:
        return
    at = batch.schema.get_field_index(uri)
    named = batch.append_column("source uri", batch.column(at).cast(pa.string()).fill_null(UNNAMED))
    # One thread: the other processors have tasks of their own.
    tables = extractor.extract(named, **columns, source_uri="source uri", piece=True, threads=1)
    documents, rejects = tables["documents"], tables["rejects"]
    schema = record_schema()
    for number, rows in ((documents.num_rows, "document"), (rejects.num_rows, "reject")):
        if number:
            arrays = [_column(field, tables, number, rows) for field in schema]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _column(field: pa.Field, tables: Mapping[str, pa.Table], number: int, rows: str) -> pa.Array:
    if field.name in _LISTS:
        counts = tables["documents"][field.name] if rows == "document" else pa.nulls(number, pa.int32()).fill_null(0)
        ends = pc.cumulative_sum(counts).combine_chunks() if isinstance(counts, pa.ChunkedArray) else counts
        offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends.cast(pa.int32())])
        values = _struct(tables[field.name], field.type.value_type)
        return pa.ListArray.from_arrays(offsets, values if rows == "document" else values.slice(0, 0), type=field.type)
    if field.name == rows:
        return _struct(tables[f"{rows}s"], field.type)
    return pa.nulls(number, field.type)


def _struct(table: pa.Table, kind: pa.StructType) -> pa.StructArray:
    columns = [column.combine_chunks() for column in table.columns]
    columns = [pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column for column in columns]
    return pa.StructArray.from_arrays(columns, fields=list(kind))


# --- the command line's run --------------------------------------------------------------------------------------------


def run(
    pipeline: str | os.PathLike[str] | None = None,
    spark: SparkSession | None = None,
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    *,
    output: str | os.PathLike[str] | None = None,
    formats: Iterable[str] | None = None,
    overwrite: bool = False,
    min_confidence: float | None = None,
    partitions: int | None = None,
    progress: bool | Callable[[Mapping[str, Any]], None] = False,
) -> Summary:
    """What ``trichdan run`` does, the work done by executors: the same files, byte for byte, in the driver's output folder.

    Executors read the inputs themselves, so that these must be where all of them can reach them under one path (a shared
    file system; on one machine any folder). A file is read by one task, so that large inputs should come in many files. What
    executors extract is kept on their disks until the driver has put it together, in the order of the input, which takes
    a few chunks of memory there; ``speakers``, ids of repeated articles and the manifest are made on the way.

    Args:
        pipeline: a pipeline file.
        spark: the session; the one that is active if none is named, or a new one.
        inputs: files, folders or globs, in place of those of the pipeline file.
        output, formats, overwrite, min_confidence: as for :func:`trichdan.run`. The driver uses as many threads as the
            pipeline's ``run.threads`` says.
        partitions: tasks; one for each 64 MB of input, but three for each processor, if nothing is said.
        progress: as for :func:`trichdan.run`, while the driver puts the tables together.

    Raises:
        What :func:`trichdan.run` does, and what Spark does where a job fails.
    """
    from pyspark import StorageLevel
    from pyspark.sql import SparkSession

    threads, resume, incremental = None, False, False
    plan = _native.Plan(pipeline, choices(locals()))
    session = spark or SparkSession.builder.appName("trichdan").getOrCreate()
    groups = [[(os.fspath(path), uri, size) for path, uri, size in group] for group in plan.groups()]
    size = sum(size for group in groups for _, _, size in group)
    least = 3 * session.sparkContext.defaultParallelism
    tasks = max(1, min(len(groups), partitions or max(least, size // TASK_BYTES)))
    state = plan.state()

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        extractor = _native.Extractor._from_state(*state)
        for batch in batches:
            for group in batch.column(0).to_pylist():
                for part, size in extractor.parts([(path, uri, size) for path, uri, size in json.loads(group)]):
                    yield pa.RecordBatch.from_arrays(
                        [pa.array([part], pa.binary()), pa.array([size], pa.int64())], ["part", "bytes"]
                    )

    # Slices of a list keep its order, and so does every step from here on.
    lines = session.sparkContext.parallelize([(json.dumps(group),) for group in groups], tasks)
    frame = session.createDataFrame(lines, "files string").mapInArrow(work, "part binary, bytes bigint")
    frame = frame.persist(StorageLevel.DISK_ONLY)
    line = Line() if progress is True else progress or None
    try:
        # All tasks at a time, and then one partition after the other.
        frame.count()
        parts = ((bytes(row.part), row.bytes) for row in frame.toLocalIterator(prefetchPartitions=True))
        return finished(plan.assemble(parts, line))
    finally:
        frame.unpersist()
        if isinstance(line, Line):
            line.end()


def main(arguments: list[str] | None = None) -> None:
    """The entry for ``spark-submit``: this file, then a pipeline file and/or inputs."""
    parser = argparse.ArgumentParser(
        prog="trichdan.spark", description="trichdan run, the work done by Spark's executors"
    )
    parser.add_argument(
        "arguments", nargs="+", metavar="PIPELINE.toml] [INPUT", help="a pipeline file and/or files, folders, globs"
    )
    parser.add_argument("-o", "--output", help="folder for the tables, on the driver")
    parser.add_argument("-f", "--format", help="kinds of files, commas between", type=lambda names: names.split(","))
    parser.add_argument("--overwrite", action="store_true", help="replace a finished run in the output folder")
    parser.add_argument(
        "--min-confidence", type=float, metavar="SHARE", help="leave out rows that are less sure, 0.0 to 1.0"
    )
    parser.add_argument("--partitions", type=int, metavar="N", help="tasks")
    said = parser.parse_args(arguments)
    pipelines = [name for name in said.arguments if name.endswith(".toml")]
    inputs = [name for name in said.arguments if not name.endswith(".toml")]
    if len(pipelines) > 1:
        parser.error(f"{pipelines[0]} and {pipelines[1]}: one pipeline file at a time")
    try:
        summary = run(
            pipelines[0] if pipelines else None,
            inputs=inputs,
            output=said.output,
            formats=said.format,
            overwrite=said.overwrite,
            min_confidence=said.min_confidence,
            partitions=said.partitions,
        )
    except TrichdanError as error:
        sys.exit(f"trichdan: {error}")
    rows = ", ".join(f"{number} {table}" for table, number in summary.rows.items())
    print(f"{summary.documents} documents, {sum(summary.rejects.values())} rejects; {rows}", file=sys.stderr)
    if summary.too_many_rejects:
        sys.exit(3)


if __name__ == "__main__":
    main()
