"""Executors that are processes of their own, and one that is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

import trichdan

pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="processes are found in /proc")
from sparks import HOME, executors, session, standalone  # noqa: E402
from test_spark import assert_same, corpus, expected, files, kept, table, with_places  # noqa: E402, F401

import trichdan.spark  # noqa: E402

RETRY = {"spark.task.maxFailures": "8", "spark.executor.cores": "1", "spark.cores.max": "2"}


def kills_its_executor_once(mark: Path):
    """A step that kills the process that its Python is a child of, the first time that it is half through a batch."""

    def work(batches):
        for batch in batches:
            half = batch.num_rows // 2
            yield batch.slice(0, half)
            try:
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                daemon = os.getppid()
                executor = int(Path(f"/proc/{daemon}/stat").read_text().rsplit(")", 1)[1].split()[1])
                assert b"CoarseGrainedExecutorBackend" in Path(f"/proc/{executor}/cmdline").read_bytes()
                os.kill(executor, signal.SIGKILL)
                time.sleep(60)
            yield batch.slice(half)

    return work


def test_local_cluster_loses_an_executor(table, expected, tmp_path):  # noqa: F811
    mark = tmp_path / "killed"
    with session("local-cluster[2,1,1024]", **RETRY) as spark:
        df = spark.createDataFrame(with_places(table)).repartition(6)
        df = df.mapInArrow(kills_its_executor_once(mark), df.schema)
        with trichdan.spark.extract(df, source_uri="place") as tables:
            assert_same(tables, expected)
        assert mark.exists()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with standalone(tmp_path_factory.mktemp("cluster")) as url:
        yield url


def test_standalone_run_loses_an_executor(cluster, corpus, kept, monkeypatch):  # noqa: F811
    monkeypatch.chdir(corpus)
    with session(cluster, **RETRY) as spark:
        killed, tracker = [], spark.sparkContext.statusTracker()

        def kill():
            """Kills an executor when some tasks have ended and some have not."""
            while not killed:
                time.sleep(0.02)
                for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()):
                    if stage and 0 < stage.numCompletedTasks < stage.numTasks and (found := executors()):
                        os.kill(found[0], signal.SIGKILL)
                        killed.append((stage.numCompletedTasks, stage.numTasks))
                        return

        thread = threading.Thread(target=kill, daemon=True)
        thread.start()
        trichdan.spark.run("p.toml", spark, output="standalone", partitions=12)
        thread.join(5)
    assert killed, "the job had ended before an executor could be killed"
    assert files(corpus / "standalone") == kept


def test_spark_submit(cluster, corpus, kept):  # noqa: F811
    entry = Path(trichdan.__file__).parent / "spark.py"
    options = [part for name, value in RETRY.items() for part in ("--conf", f"{name}={value}")]
    command = [HOME / "bin/spark-submit", "--master", cluster, "--executor-memory", "800m", *options, entry]
    done = subprocess.run(
        [*command, "p.toml", "--output", "submitted"], cwd=corpus, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert " documents, " in done.stderr
    assert files(corpus / "submitted") == kept
    done = subprocess.run([*command, "none.toml"], cwd=corpus, capture_output=True, text=True, timeout=600)
    assert done.returncode == 1 and "trichdan: none.toml: No such file" in done.stderr
