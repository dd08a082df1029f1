"""Who said what, which laws are named, which cooperation is spoken of: tables from Vietnamese public-affairs text.

>>> import pyarrow as pa, trichdan
>>> articles = pa.table({"id": ["a"], "text": ["Ông Trần Văn Mẫu cho biết Luật Đất đai 2024 đã có hiệu lực."]})
>>> tables = trichdan.extract(articles)
>>> tables["statements"]["speaker_name"].to_pylist(), tables["laws"]["law_id"].to_pylist()
(['Trần Văn Mẫu'], ['31/2024/QH15'])
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from . import errors
from ._explain import Explanation
from ._extractor import PIECE_TABLES, Extractor
from ._laws import Law
from ._native import __version__, schema, table_names
from ._run import RejectsWarning, Summary, run
from .errors import TrichdanError

__all__ = [
    "PIECE_TABLES",
    "Explanation",
    "Extractor",
    "Law",
    "RejectsWarning",
    "Summary",
    "TrichdanError",
    "__version__",
    "errors",
    "explain",
    "extract",
    "laws",
    "run",
    "schema",
    "table_names",
]


_P = ParamSpec("_P")
_R = TypeVar("_R")


@functools.cache
def _usual() -> Extractor:
    return Extractor()


def _usually(method: Callable[Concatenate[Extractor, _P], _R]) -> Callable[_P, _R]:
    """A method of :class:`Extractor` as a function, with the usual settings."""

    @functools.wraps(method)
    def call(*args: _P.args, **options: _P.kwargs) -> _R:
        return method(_usual(), *args, **options)

    signature = inspect.signature(method)
    call.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])  # type: ignore[attr-defined]
    return call


extract = _usually(Extractor.extract)
explain = _usually(Extractor.explain)
laws = _usually(Extractor.laws)
