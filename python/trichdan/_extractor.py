"""Extraction from tables in memory."""

from __future__ import annotations

import datetime
import os
from typing import Any

import pyarrow as pa

from . import _native
from ._explain import Explanation
from ._laws import Law
from .errors import RejectError

#: Tables that each document adds rows to; the others sum a whole run up.
PIECE_TABLES = ("documents", "statements", "laws", "initiatives", "rejects")


class Extractor:
    """What is needed to extract, made once and used as often as you like.

    It does not change, so that any number of threads may use it at a time; the interpreter's lock is released while it
    works. It can be pickled: files that it was made of travel with it.

    Args:
        pipeline: a pipeline file; its ``[input]``, ``[extract]`` and ``[registry]`` count, what it says of files does not.
        registry: a file of laws of your own, in place of the pipeline's ``registry.laws``.
        min_confidence: rows of rules that were measured as less sure than this (0 to 1) are left out.
        threads: threads for one call; 0 for one a processor. As the pipeline says without it.

    Raises:
        PipelineError: a file cannot be read or says something that has no meaning.
    """

    __slots__ = ("_native",)

    def __init__(
        self,
        pipeline: str | os.PathLike[str] | None = None,
        registry: str | os.PathLike[str] | None = None,
        *,
        min_confidence: float | None = None,
        threads: int | None = None,
    ) -> None:
        self._native = _native.Extractor(pipeline, registry, min_confidence, threads)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._native._state()

    def extract(
        self,
        data: Any,
        *,
        id: str | None = None,
        text: str | None = None,
        title: str | None = None,
        url: str | None = None,
        published_at: str | None = None,
        author: str | None = None,
        outlet: str | None = None,
        section: str | None = None,
        source: str = "table",
        source_uri: str | None = None,
        piece: bool = False,
        threads: int | None = None,
    ) -> dict[str, pa.Table]:
        """The tables of a run over a table in memory, byte for byte the rows that the command line writes.

        Args:
            data: a table whose rows are articles: anything that speaks Arrow's PyCapsule interface, as pyarrow tables, batches
                and readers, Polars frames, DuckDB relations and pandas frames do. Its texts are not copied on the way
                in; a reader is read batch by batch.
            id, text, title, url, published_at, author, outlet, section: names of its columns, where they are not those of
                ``input.fields`` (``id``, ``text`` or ``content`` or ``body``, ``published_at`` or ``published`` or ``date`` ...).
            source: what the table is called: ``source_uri`` is ``source#1`` for its first row.
            source_uri: a column that says so instead.
            piece: whether ``data`` is a piece of something larger (a batch of a stream, a partition). Each document then stands
                for itself: none is marked as repeating an earlier one, and the tables that sum a run up are left out.
            threads: threads for this call; 0 for one a processor.

        Returns:
            ``documents``, ``statements``, ``laws``, ``initiatives``, ``rejects``, and without ``piece`` ``speakers``,
            ``law_index``, ``organizations``; columns as in the Parquet files. ``start`` and ``end`` count code points, as
            Python's own indices do. A row that cannot be read is no error but a row of ``rejects``.

        Raises:
            TableError: no column is the text, a named column is missing, or a batch cannot be had.
            TypeError: ``data`` is no table.
            KeyboardInterrupt: at the next chunk after Ctrl-C.
        """
        ours = {
            "id": id,
            "text": text,
            "title": title,
            "url": url,
            "published_at": published_at,
            "author": author,
            "outlet": outlet,
            "section": section,
        }
        columns = {name: column for name, column in ours.items() if column is not None}
        threads = (os.cpu_count() or 1) if threads == 0 else threads
        return self._native.extract(data, columns, source=source, source_uri=source_uri, piece=piece, threads=threads)

    def explain(
        self,
        text: str,
        *,
        title: str | None = None,
        published_at: str | datetime.date | None = None,
        outlet: str | None = None,
        section: str | None = None,
    ) -> Explanation:
        """What was found in one article, to look at: marked in place in a notebook, with marks in text elsewhere.

        Args:
            text: the article.
            title: its headline.
            published_at: when it appeared; decides which law was in force.
            outlet, section: where it appeared.

        Raises:
            RejectError: the text was refused.
        """
        day = None if published_at is None else str(published_at)
        row = {"text": text, "title": title, "published_at": day, "outlet": outlet, "section": section}
        table = pa.table({name: pa.array([value], pa.string()) for name, value in row.items()})
        tables = self._native.extract(table, {name: name for name in row}, source="text", threads=1)
        for reject in tables["rejects"].to_pylist():
            raise RejectError(reject["code"], reject["message"])
        return Explanation(tables)

    def laws(self, query: str | None = None, on: str | datetime.date | None = None) -> list[Law]:
        """The legal documents of the registry that a query fits, by date.

        Args:
            query: a number (``31/2024/QH15``), a name (``Luật Đất đai``, ``BLHS``, ``UNCLOS``) or words of a title; without it,
                all.
            on: a day (``2024-03-31``) on which to say the ``status`` of each.

        Raises:
            PipelineError: ``on`` is no day.
        """
        day = None if on is None else str(on)[:10]
        return [Law(**law) for law in self._native.laws(query, day)]


def _again(state: str, laws: tuple[str, bool] | None) -> Extractor:
    made = Extractor.__new__(Extractor)
    made._native = _native.Extractor._from_state(state, laws)
    return made
