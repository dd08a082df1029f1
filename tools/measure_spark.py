"""What Spark costs against the command line's engine on the same processors: `python tools/measure_spark.py ARTICLES.parquet`.

Needs the Python package and pyspark. The table has the columns `id` and `text`. Measured are processor seconds of all processes
that take part, which other work on the machine hardly changes, and wall clock seconds, which it does; and the memory of a
task's Python process. One run each, in processes of their own, after a first one that is not counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

THREADS = os.cpu_count() or 1


def below(process: int) -> set[int]:
    """A process and all that it has started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
    found, fresh = {process}, {process}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def processor_seconds() -> float:
    """Of this process and all below it, ended ones included."""
    ticks = 0
    for process in below(os.getpid()):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def peaks() -> list[int]:
    """Most memory in MB that each Python process of a task has had."""
    found = []
    for process in below(os.getpid()) - {os.getpid()}:
        try:
            if (
                b"pyspark" in Path(f"/proc/{process}/cmdline").read_bytes()
                and b"java" not in Path(f"/proc/{process}/cmdline").read_bytes()
            ):
                status = Path(f"/proc/{process}/status").read_text()
                found.append(int(status.split("VmHWM:")[1].split()[0]) >> 10)
        except OSError:
            pass
    return sorted(found)


def measured(work) -> dict[str, object]:
    begun, spent = time.monotonic(), processor_seconds()
    rows = work()
    return {
        "rows": rows,
        "wall_seconds": round(time.monotonic() - begun, 1),
        "processor_seconds": round(processor_seconds() - spent, 1),
    }


def memory(path: str) -> dict[str, object]:
    """The engine alone, each article for itself, as in a task."""
    import pyarrow.parquet as pq

    import trichdan

    table = pq.read_table(path, columns=["id", "text"])
    trichdan.extract(table.slice(0, 50))
    return measured(lambda: trichdan.extract(table, source_uri="id", piece=True, threads=THREADS)["documents"].num_rows)


def program(path: str) -> dict[str, object]:
    """A run of the command line's."""
    import tempfile

    import trichdan

    with tempfile.TemporaryDirectory() as folder:
        options = {"output": folder + "/out", "formats": ["parquet"], "threads": THREADS}
        return measured(lambda: trichdan.run(inputs=path, **options).documents)


def frames(path: str, whole: bool) -> dict[str, object]:
    """Data frames, extracted and kept."""
    import trichdan.spark

    with _session() as spark:
        articles = spark.read.parquet(path).select("id", "text").repartition(4 * THREADS).cache()
        articles.count()
        # Python and the program's lists are there before the clock runs.
        trichdan.spark.extract(articles.limit(50), whole=False)["laws"].count()

        def work() -> int:
            tables = trichdan.spark.extract(articles, whole=whole)
            for name in tables:
                tables[name].write.format("noop").mode("overwrite").save()
            return tables["documents"].count()

        return {**measured(work), "python_peaks_mb": peaks()}


def spark_run(path: str) -> dict[str, object]:
    """A run by executors, put together by the driver."""
    import tempfile

    import trichdan.spark

    with _session() as spark, tempfile.TemporaryDirectory() as folder:
        spark.range(100).repartition(4).mapInArrow(lambda batches: batches, "id bigint").count()
        options = {"output": folder + "/out", "formats": ["parquet"]}
        return measured(lambda: trichdan.spark.run(None, spark, path, **options).documents)


def _session():
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
    }
    builder = SparkSession.builder.master(f"local[{THREADS}]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


KINDS = {
    "engine in memory": memory,
    "command line": program,
    "spark, pieces": lambda path: frames(path, False),
    "spark, whole": lambda path: frames(path, True),
    "spark run": spark_run,
}


def main() -> None:
    path, kind = sys.argv[1], sys.argv[2:]
    if kind:
        print(json.dumps(KINDS[kind[0]](path)))
        return
    for name in KINDS:
        done = subprocess.run([sys.executable, __file__, path, name], stdout=subprocess.PIPE, text=True, check=True)
        print(f"{name:<18}{done.stdout.splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
