"""Sessions of Spark on one machine, of the three kinds that there are."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

HOME = Path(pyspark.__file__).parent
os.environ.update(
    SPARK_HOME=str(HOME),
    SPARK_LOCAL_IP="127.0.0.1",
    PYSPARK_PYTHON=sys.executable,
    PYSPARK_DRIVER_PYTHON=sys.executable,
)
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "800m",
    "spark.log.level": "ERROR",
    # Another zone than that of the tables and than Viet Nam's: nothing may hang on it.
    "spark.sql.session.timeZone": "America/New_York",
}


@contextlib.contextmanager
def session(master: str, **settings: str) -> Iterator[SparkSession]:
    builder = SparkSession.builder.master(master).appName("trichdan tests")
    for name, value in {**SETTINGS, **settings}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def standalone(folder: Path, workers: int = 2) -> Iterator[str]:
    """A master and workers with one processor each, on loopback; gives the master's address."""
    port, url = free_port(), ""
    host = ["--host", "127.0.0.1"]
    daemons = [("master.Master", [*host, "--port", str(port), "--webui-port", "0"])]
    url = f"spark://127.0.0.1:{port}"
    for number in range(workers):
        place = ["--work-dir", str(folder / f"worker-{number}"), "--cores", "1", "--memory", "1g", "--webui-port", "0"]
        daemons.append(("worker.Worker", [*host, *place, url]))
    with contextlib.ExitStack() as stack:
        for number, (name, arguments) in enumerate(daemons):
            path = folder / f"daemon-{number}.log"
            log = stack.enter_context(path.open("w"))
            command = [HOME / "bin/spark-class", f"org.apache.spark.deploy.{name}", *arguments]
            environment = {**os.environ, "SPARK_DAEMON_MEMORY": "256m"}
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
            _wait_for(path, "New state: ALIVE" if name.startswith("master") else "Successfully registered")
        yield url


def _wait_for(log: Path, word: str, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while word not in log.read_text():
        assert time.monotonic() < end, f"a daemon of Spark did not start: {log.read_text()[-2000:]}"
        time.sleep(0.2)


def executors(of: int | None = None) -> list[int]:
    """Processes of executors that this process has started, directly or not."""
    found, parents = [], {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if b"CoarseGrainedExecutorBackend" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return [process for process in found if _is_below(process, of or os.getpid(), parents)]


def _is_below(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process > 1 and process != ancestor:
        process = parents.get(process, 0)
    return process == ancestor
