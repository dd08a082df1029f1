"""One article with what was found in it, for people to look at."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

#: Tables that are shown: the letter of their marks and the colour of their marks in a notebook.
_SHOWN = {"statements": ("s", "#0e7490"), "laws": ("l", "#a16207"), "initiatives": ("i", "#15803d")}

_STYLE = (
    "<style>.trichdan{line-height:1.6;max-width:75em}.trichdan mark{background:none;color:inherit;border-bottom:2px solid}"
    ".trichdan sup{font-weight:bold;padding:0 .15em}.trichdan table{font-size:90%;margin-top:.5em}"
    ".trichdan td{text-align:left!important;vertical-align:top}</style>"
)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    label: str
    colour: str
    note: str


class Explanation:
    """What was found in one article. ``str()`` shows it in text, a notebook in HTML.

    Attributes:
        text: the article in the form that ``start`` and ``end`` refer to.
        tables: ``{name: pyarrow.Table}``, as :meth:`Extractor.extract` gives them.
    """

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self.tables = tables
        document = tables["documents"].to_pylist()[0]
        self.text: str = document["text"]
        self.title: str | None = document["title"]

    def marks(self) -> list[_Mark]:
        """What to mark in the text, by where it begins; longer marks before those inside them."""
        marks = []
        for table, (letter, colour) in _SHOWN.items():
            for number, row in enumerate(self.tables[table].to_pylist(), 1):
                marks.append(_Mark(row["start"], row["end"], f"{letter}{number}", colour, _NOTES[table](row)))
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))

    def _pieces(self) -> Iterator[tuple[list[_Mark], list[_Mark], str]]:
        """The text cut where a mark begins or ends: marks that begin, all that are open, the piece."""
        marks = self.marks()
        cuts = sorted({0, len(self.text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
        open_marks: list[_Mark] = []
        following = iter(marks)
        following_mark = next(following, None)
        for begin, end in zip(cuts, cuts[1:]):
            open_marks = [mark for mark in open_marks if mark.end > begin]
            new = []
            while following_mark and following_mark.start == begin:
                new.append(following_mark)
                following_mark = next(following, None)
            open_marks += new
            yield new, list(open_marks), self.text[begin:end]

    def __str__(self) -> str:
        out = [f"{self.title}\n\n"] if self.title else []
        before: list[_Mark] = []
        for new, marks, piece in self._pieces():
            out += [f" |{mark.label}]" for mark in reversed(before) if mark not in marks]
            out += [f"[{mark.label}| " for mark in new]
            out.append(piece)
            before = marks
        out += [f" |{mark.label}]" for mark in reversed(before)]
        return "".join(out) + "\n\n" + "".join(f"{mark.label}  {mark.note}\n" for mark in self.marks())

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.tables[table].num_rows} {table}" for table in _SHOWN)
        return f"<Explanation: {counts}>"

    def _repr_html_(self) -> str:
        out = [_STYLE, '<div class="trichdan">']
        if self.title:
            out.append(f"<h4>{html.escape(self.title)}</h4>")
        out.append('<div style="white-space:pre-wrap">')
        for new, marks, piece in self._pieces():
            out += [f'<sup style="color:{mark.colour}">{mark.label}</sup>' for mark in new]
            for mark in marks:
                title = html.escape(f"{mark.label}: {mark.note}")
                out.append(f'<mark style="border-color:{mark.colour}" title="{title}">')
            out.append(html.escape(piece) + "</mark>" * len(marks))
        out.append("</div><table>")
        for mark in self.marks():
            said = html.escape(self.text[mark.start : mark.end])
            out.append(
                f'<tr><td style="color:{mark.colour}"><b>{mark.label}</b></td><td>{html.escape(mark.note)}</td>'
                f"<td>{said}</td></tr>"
            )
        out.append("</table></div>")
        return "".join(out)


def _joined(*values: Any, by: str = ", ") -> str:
    return by.join(str(value) for value in values if value)


def _sure(row: dict[str, Any]) -> str:
    return "" if row["confidence"] is None else f"{row['confidence']:.0%}"


def _statement(row: dict[str, Any]) -> str:
    name = row["speaker_name"] or row["speaker"] or "(not named)"
    said = "goes on" if row["continues"] else _joined(row["cue_class"], row["mode"])
    return _joined(_joined(name, row["speaker_role"], row["speaker_org"]), said, _sure(row), by=" · ")


def _law(row: dict[str, Any]) -> str:
    status = row["status_on_date"] if row["status_on_date"] != "unknown" else None
    name = _joined(row["law_id"] or "(not identified)", row["law_title"], by=" ")
    return _joined(name, row["doc_type"], status, row["resolution"], _sure(row), by=" · ")


def _initiative(row: dict[str, Any]) -> str:
    parties = _joined(*(party["name"] for party in row["participants"]), by=" – ")
    return _joined(_joined(row["kind"], row["status"]), parties, _sure(row), by=" · ")


_NOTES = {"statements": _statement, "laws": _law, "initiatives": _initiative}
