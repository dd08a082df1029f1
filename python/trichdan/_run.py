"""The command line's run."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _native


@dataclass(frozen=True)
class Summary:
    """What a run has done."""

    #: Folder with the files.
    output: Path
    #: Rows of ``documents``, duplicates included.
    documents: int
    #: Documents whose text had been read before.
    duplicates: int
    #: Rows of ``rejects`` by code.
    rejects: dict[str, int]
    #: Rows by table.
    rows: dict[str, int]
    #: Bytes of input, as stored.
    input_bytes: int
    #: Records that were not read because it was known what comes of them.
    taken: int
    #: From the first byte read to the last row written.
    seconds: float
    #: Whether a larger share of the records was refused than ``run.max_reject_share`` allows.
    too_many_rejects: bool


class RejectsWarning(UserWarning):
    """The tables are written, but too large a share of the records was refused."""


def run(
    pipeline: str | os.PathLike[str] | None = None,
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    *,
    output: str | os.PathLike[str] | None = None,
    formats: Iterable[str] | None = None,
    threads: int | None = None,
    overwrite: bool = False,
    resume: bool = False,
    incremental: bool = False,
    min_confidence: float | None = None,
    progress: bool | Callable[[Mapping[str, Any]], None] = False,
) -> Summary:
    """Reads articles and writes the tables, as ``trichdan run`` does; arguments mean what its options do.

    Args:
        pipeline: a pipeline file.
        inputs: files, folders or globs, in place of those of the pipeline file.
        output: folder for the tables.
        formats: ``csv``, ``parquet``, ``jsonl``, ``arrow``, ``sqlite``, ``xlsx``.
        threads: worker threads; 0 for one a processor.
        overwrite: replace a finished run in the output folder.
        resume: go on where a run that was stopped had come to.
        incremental: read only what is new or has changed.
        min_confidence: leave out rows of rules that were measured as less sure than this, 0 to 1.
        progress: ``True`` for a line on standard error, or what is called at the start and after each chunk with
            ``documents``, ``rejects``, ``taken``, ``bytes``, ``total_bytes`` (as stored), ``seconds`` and ``remark`` (on what the run
            began). What it raises ends the run.

    Raises:
        PipelineError: the pipeline or an argument cannot be used, or no input is named.
        InputError: an input was not found.
        OutputError: the output cannot be written.
        KeyboardInterrupt: after Ctrl-C; no table is written, ``resume`` goes on.

    Warns:
        RejectsWarning: too large a share of the records was refused.
    """
    callback = Line() if progress is True else progress or None
    try:
        summary = finished(_native.run(pipeline, choices(locals()), callback))
    finally:
        if isinstance(callback, Line):
            callback.end()
    return summary


def choices(given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of a run in the form of the native part."""
    names = ("output", "threads", "overwrite", "resume", "incremental", "min_confidence")
    inputs, formats = given["inputs"], given["formats"]
    inputs = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    return {
        **{name: given[name] for name in names},
        "inputs": [os.fspath(path) for path in inputs],
        "formats": None if formats is None else list(formats),
    }


def finished(said: dict[str, Any]) -> Summary:
    """The summary of a run, with a warning where too much was refused."""
    summary = Summary(**{**said, "output": Path(said["output"])})
    if summary.too_many_rejects:
        refused = sum(summary.rejects.values())
        message = (
            f"{refused} of {refused + summary.documents} records were refused, more than run.max_reject_share allows"
        )
        warnings.warn(message, RejectsWarning, stacklevel=3)
    return summary


class Line:
    """Progress on standard error."""

    def __call__(self, said: Mapping[str, Any]) -> None:
        share = f"{said['bytes'] / said['total_bytes']:4.0%}, " if said["total_bytes"] else ""
        line = f"\r{share}{said['documents']} documents, {said['rejects']} rejects, {said['seconds']:.0f} s"
        print(line, end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        print(file=sys.stderr)
