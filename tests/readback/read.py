"""Reads the tables in a folder with DuckDB, pandas, Polars, pyarrow, SQLite and, where it is there, LibreOffice, and their descriptions
with frictionless and mlcroissant: the same rows everywhere, with their types and nested values, Vietnamese intact.

What pyarrow reads from Parquet is what the others are compared with; the program's own tests compare that with its rows.
"""

import csv
import json
import logging
import math
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import unicodedata

import duckdb
import frictionless
import mlcroissant
import pandas
import polars
import pyarrow.feather
import pyarrow.parquet

TABLES = ["documents", "statements", "laws", "initiatives", "rejects", "speakers", "law_index", "organizations"]
csv.field_size_limit(1 << 30)
logging.disable(logging.WARNING)  # what Croissant recommends and nobody knows of a run: licence, citation


def plain(value):
    """A value in types of Python alone: structs as dicts, lists as lists, times as text, floats as 32 bits hold them."""
    if value is None or value is pandas.NaT or value is pandas.NA or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("ndarray", "Series"):
        return [plain(part) for part in value]
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, float):
        return f"{value:.5g}"
    if hasattr(value, "tzinfo"):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return value


def same(rows, wanted, who, table):
    """Fails at the first value that differs."""
    assert len(rows) == len(wanted), f"{who} reads {len(rows)} rows of {table}, not {len(wanted)}"
    for number, (row, right) in enumerate(zip(rows, wanted)):
        assert list(row) == list(right), f"{who} reads other columns of {table}: {list(row)}"
        for column, value in right.items():
            assert plain(row[column]) == value, f"{who}, {table}.{column} of row {number}: {row[column]!r}, not {value!r}"


def typed(text, like):
    """A cell of CSV as a value of the kind that pyarrow knows."""
    if text == "" and not pyarrow.types.is_string(like):
        return None
    if pyarrow.types.is_boolean(like):
        return {"true": True, "false": False}[text]
    if pyarrow.types.is_integer(like):
        return int(text)
    if pyarrow.types.is_floating(like):
        return float(text)
    if pyarrow.types.is_nested(like):
        return json.loads(text)
    if pyarrow.types.is_timestamp(like):
        return pandas.Timestamp(text).to_pydatetime()
    return text


UTC = pandas.Timestamp("2000-01-01", tz="UTC").tzinfo


def from_json(value, like):
    """A value of JSON Lines or SQLite as one of the kind that pyarrow knows."""
    if value is None:
        return None
    if pyarrow.types.is_timestamp(like):
        return pandas.Timestamp(value).to_pydatetime()
    if pyarrow.types.is_nested(like) and isinstance(value, str):
        return json.loads(value)
    if pyarrow.types.is_boolean(like):
        return bool(value)
    if pyarrow.types.is_floating(like):
        return float(value)
    return value


def nested(value):
    """Without the parts that are null, which JSON may leave out."""
    if isinstance(value, dict):
        return {key: nested(part) for key, part in value.items() if part is not None}
    return [nested(part) for part in value] if isinstance(value, list) else value


def read_run(folder):
    seen = {}
    for table in TABLES:
        parquet = str(folder / f"{table}.parquet")
        arrow = pyarrow.parquet.read_table(parquet)
        wanted = [plain(row) for row in arrow.to_pylist()]
        seen[table] = (arrow.schema, wanted)
        same(pandas.read_parquet(parquet, dtype_backend="pyarrow").to_dict("records"), wanted, "pandas", table)
        same(polars.read_parquet(parquet).to_dicts(), wanted, "Polars", table)
        relation = duckdb.connect().execute("SET TimeZone = 'UTC'").execute(f"SELECT * FROM '{parquet}'")
        names = [about[0] for about in relation.description]
        same([dict(zip(names, row)) for row in relation.fetchall()], wanted, "DuckDB", table)
        same(pyarrow.feather.read_table(folder / f"{table}.arrow").to_pylist(), wanted, "pyarrow (Feather)", table)
        same(polars.read_ipc(folder / f"{table}.arrow").to_dicts(), wanted, "Polars (Feather)", table)
        lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        loose([json.loads(line) for line in lines], arrow.schema, wanted, "JSON Lines", table)
        with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
            cells = [{name: typed(text, arrow.schema.field(name).type) for name, text in row.items()} for row in csv.DictReader(file)]
        loose(cells, arrow.schema, wanted, "CSV", table)
        frame = pandas.read_csv(folder / f"{table}.csv", keep_default_na=False, dtype=str)
        assert len(frame) == len(wanted) and list(frame.columns) == arrow.schema.names, f"pandas, {table}.csv"
        rows = duckdb.execute(f"SELECT count(*) FROM read_csv('{folder / table}.csv', header = true, all_varchar = true)").fetchone()
        assert rows[0] == len(wanted), f"DuckDB reads {rows[0]} rows of {table}.csv"
    database = sqlite3.connect(folder / "tables.sqlite")
    database.row_factory = sqlite3.Row
    for table, (schema, wanted) in seen.items():
        loose([dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")], schema, wanted, "SQLite", table)
    assert not database.execute("PRAGMA foreign_key_check").fetchall()
    print(f"{sum(len(wanted) for _, wanted in seen.values())} rows: pyarrow, pandas, Polars, DuckDB and SQLite agree")
    return seen


def loose(rows, schema, wanted, who, table):
    """The same for formats that have fewer types: no text and empty text are one, and so are null and nothing."""
    assert len(rows) == len(wanted), f"{who} has {len(rows)} rows of {table}, not {len(wanted)}"
    for number, (row, right) in enumerate(zip(rows, wanted)):
        for column, value in right.items():
            read = plain(from_json(row.get(column), schema.field(column).type))
            assert (nested(read) or None) == (nested(value) or None), f"{who}, {table}.{column} of row {number}: {read!r}, not {value!r}"


def read_descriptions(folder, seen):
    for name in ("csv", "parquet", "jsonl"):
        data_set = mlcroissant.Dataset(str(folder / name / "croissant.json"))
        assert not data_set.metadata.issues.errors, data_set.metadata.issues.errors
        for table in TABLES:
            rows = sum(1 for _ in data_set.records(table))
            assert rows == len(seen[table][1]), f"mlcroissant reads {rows} rows of {table} ({name})"
    report = frictionless.Package(str(folder / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "message"])[:5]
    print("mlcroissant and frictionless: valid, all rows loaded")


def read_in_office(folder, seen):
    """The CSV for spreadsheets, in LibreOffice and out again: letters and rows as they were."""
    office = shutil.which("soffice")
    if not office:
        print("SKIPPED: LibreOffice is not installed; the CSV for spreadsheets was not opened in it")
        return
    # Quoted with ", parted by commas, UTF-8 as the mark says; all columns as text.
    for table in ("statements", "laws"):
        source = folder / "excel" / f"{table}.csv"
        assert source.read_bytes().startswith(b"\xef\xbb\xbf")
        out = folder / "office"
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--infilter=CSV:44,34,76,1,,0,true"]
        command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false", "--outdir", out, source]
        subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(out / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        column = {"statements": "text", "laws": "surface"}[table]
        wanted = [row[column] for row in seen[table][1]]
        read = [unicodedata.normalize("NFC", row[column]) for row in rows]
        guard = [text.removeprefix("'") for text in read]
        assert guard == wanted, f"LibreOffice, {table}: " + str([pair for pair in zip(guard, wanted) if pair[0] != pair[1]][:2])
    print("LibreOffice reads and writes the CSV for spreadsheets without a change")


if __name__ == "__main__":
    work = pathlib.Path(sys.argv[1])
    tables = read_run(work / "plain")
    read_descriptions(work / "described", tables)
    read_in_office(work, tables)
