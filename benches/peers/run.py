#!/usr/bin/env python3
"""What users would otherwise take, on the same file: CPU time per byte beside ours.

    python3 -m venv ENV && ENV/bin/pip install -r benches/peers/requirements.txt
    ENV/bin/python benches/peers/run.py NEWS.jsonl [--program target/release/trichdan] [--only NAME]

NEWS.jsonl has an article with a string `text` on each line. Each contender runs in a process of its own; its CPU time is that of the
whole process, all threads, less the time of a run on an empty file (imports, models loaded). The slow ones read the first articles only.
No two do the same: the regexes are what an analyst writes in an afternoon, datatrove only reads and writes, underthesea and pyvi tag
words, langextract is given a model that answers at once, so that its own work remains.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

LAW = (
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị)(?:\s+số)?\s+"
    r"(?:\d+/\d{4}/[A-ZĐ0-9\-]+|\d+/[A-ZĐ0-9\-]+|[A-ZĐ]\w+(?:\s+\w+){0,6}(?:\s+năm\s+\d{4})?)"
)
STATEMENT = (
    r"((?:[Ôô]ng|[Bb]à|Bộ trưởng|Thứ trưởng|Chủ tịch|Phó Chủ tịch|Giám đốc|Thủ tướng|Đại biểu)\s+"
    r"(?:[A-ZĐÀ-Ỹ]\w*\s?){1,6})[^.\n]{0,80}?"
    r"(?:cho biết|cho rằng|khẳng định|nhấn mạnh|đề nghị|yêu cầu|nói)\s*:?\s*([^.\n]+\.)"
)
COOPERATION = r"(?:ký kết|hợp tác|phối hợp|thỏa thuận|biên bản ghi nhớ)[^.\n]{0,120}"
PATTERNS = {"laws": LAW, "statements": STATEMENT, "initiatives": COOPERATION}


def texts(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def with_pandas(path, out):
    import pandas as pd

    frame = pd.read_json(path, lines=True, dtype=False) if path.stat().st_size else pd.DataFrame({"text": []}, dtype=str)
    for name, pattern in PATTERNS.items():
        rows = frame["text"].str.extractall(f"({pattern})")
        rows.columns = [f"part{n}" for n in range(len(rows.columns))]
        rows.to_parquet(out / f"{name}.parquet")
        rows.to_csv(out / f"{name}.csv")
    frame.to_parquet(out / "documents.parquet")
    frame.to_csv(out / "documents.csv")


def with_polars(path, out):
    import polars as pl

    frame = pl.read_ndjson(path, infer_schema_length=None) if path.stat().st_size else pl.DataFrame({"text": [""]})
    for name, pattern in PATTERNS.items():
        rows = frame.with_row_index().select("index", pl.col("text").str.extract_all(pattern)).explode("text").drop_nulls()
        rows.write_parquet(out / f"{name}.parquet")
        rows.write_csv(out / f"{name}.csv")
    frame.write_parquet(out / "documents.parquet")
    frame.write_csv(out / "documents.csv")


def with_duckdb(path, out):
    import duckdb

    base = duckdb.connect()
    if path.stat().st_size:
        base.execute("create table documents as select * from read_ndjson(?)", [str(path)])
    else:
        base.execute("create table documents (text varchar)")
    for name, pattern in PATTERNS.items():
        base.execute(
            f"create table {name} as select unnest(regexp_extract_all(text, $pattern)) as found from documents",
            {"pattern": pattern.replace(r"\w", r"[\p{L}\p{N}_]")},
        )
    for name in ["documents", *PATTERNS]:
        base.execute(f"copy {name} to '{out / name}.parquet'")
        base.execute(f"copy {name} to '{out / name}.csv'")


def with_datatrove(path, out):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import ParquetWriter

    steps = [JsonlReader(str(path.parent), glob_pattern=path.name), ParquetWriter(str(out / "parquet"))]
    LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(out / "logs")).run()


def with_underthesea(path, _):
    from underthesea import ner

    ner("Bộ Y tế họp.")
    for text in texts(path):
        for paragraph in text.split("\n"):
            if paragraph.strip():
                ner(paragraph)


def with_pyvi(path, _):
    from pyvi import ViPosTagger, ViTokenizer

    for text in texts(path):
        for paragraph in text.split("\n"):
            if paragraph.strip():
                ViPosTagger.postagging(ViTokenizer.tokenize(paragraph))


def with_langextract(path, _):
    import langextract as lx
    from langextract.core.base_model import BaseLanguageModel
    from langextract.core.types import ScoredOutput

    class AtOnce(BaseLanguageModel):
        """Answers every prompt with one extraction."""

        def infer(self, batch_prompts, **_):
            answer = json.dumps({"extractions": [{"law": "Luật Đất đai", "law_attributes": {}}]}, ensure_ascii=False)
            for _ in batch_prompts:
                yield [ScoredOutput(score=1.0, output=f"```json\n{answer}\n```")]

    example = lx.data.ExampleData(
        text="Luật Đất đai có hiệu lực.",
        extractions=[lx.data.Extraction(extraction_class="law", extraction_text="Luật Đất đai")],
    )
    for text in texts(path):
        lx.extract(text, prompt_description="Laws.", examples=[example], model=AtOnce(), show_progress=False)


# Name, what runs, bytes of the input that it reads at most.
CONTENDERS = {
    "Polars, regexes": (with_polars, None),
    "DuckDB, regexp_extract_all": (with_duckdb, None),
    "pandas, regexes": (with_pandas, None),
    "datatrove, read and write": (with_datatrove, None),
    "langextract, a model that answers at once": (with_langextract, 1_000_000),
    "pyvi, words and parts of speech": (with_pyvi, 300_000),
    "underthesea, NER": (with_underthesea, 100_000),
}


def cpu_of(command):
    """CPU seconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[2:]}: {done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cut(source, target, limit):
    """The first lines of a file, up to a number of bytes; gives their bytes."""
    size = 0
    with source.open("rb") as lines, target.open("wb") as out:
        for line in lines:
            if limit is not None and size + len(line) > limit:
                break
            out.write(line)
            size += len(line)
    return size


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--program", default="target/release/trichdan")
    arguments.add_argument("--only", help="contenders whose names hold this")
    arguments.add_argument("--task", help=argparse.SUPPRESS)
    arguments = arguments.parse_args()
    if arguments.task:
        with tempfile.TemporaryDirectory() as out:
            CONTENDERS[arguments.task][0](arguments.file, Path(out))
        return
    with tempfile.TemporaryDirectory() as home:
        home = Path(home)
        part, empty = home / "part.jsonl", home / "empty.jsonl"
        empty.touch()
        size = cut(arguments.file, part, None)
        ours = cpu_of([arguments.program, "run", part, "--output", home / "out", "--threads", "1"]) / size
        print("| | bytes read | CPU s | MB per CPU s | times ours |\n| --- | ---: | ---: | ---: | ---: |")
        print(f"| trichdan | {size:,} | {ours * size:.2f} | {1e-6 / ours:.1f} | 1 |")
        for name, (_, limit) in CONTENDERS.items():
            if arguments.only and arguments.only not in name:
                continue
            size = cut(arguments.file, part, limit)
            command = [sys.executable, __file__, "--task", name]
            each = (cpu_of([*command, part]) - cpu_of([*command, empty])) / size
            print(f"| {name} | {size:,} | {each * size:.2f} | {1e-6 / each:.3g} | {each / ours:.3g} |", flush=True)


if __name__ == "__main__":
    main()
