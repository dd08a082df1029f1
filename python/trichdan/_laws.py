"""Rows of the registry of laws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Law:
    """A law, treaty or other legal document. Days are texts like ``2024-08-01``."""

    #: Id in the registry, as in ``laws.law_id``.
    id: str
    #: Number, where it has one.
    number: str | None
    #: ``law``, ``code``, ``decree``, ``treaty`` ...
    doc_type: str
    #: Official title.
    title: str
    #: Other names.
    short_titles: list[str]
    #: Year passed.
    year: int | None
    #: Day passed or signed.
    issued: str | None
    #: First day in force.
    in_force_from: str | None
    #: First day on which some of its provisions only are in force.
    partly_from: str | None
    #: First day after that time.
    partly_until: str | None
    #: First day no longer in force.
    expired_from: str | None
    #: Numbers (or ``id:`` and ids) of what it replaced.
    replaced: list[str]
    #: Of what replaced it.
    replaced_by: list[str]
    #: Of what it amends.
    amends: list[str]
    #: Of what amended it.
    amended_by: list[str]
    #: Where it stood on the day that was asked for: ``in_force``, ``expired``, ``partly`` ...
    status: str | None

    def __str__(self) -> str:
        said = f"{self.number or self.id}  {self.title}"
        return f"{said} ({self.status})" if self.status else said
