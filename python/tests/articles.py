"""Articles to test with, made of the paragraphs of the sample: as many as are wanted, always the same ones."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa

ROOT = Path(__file__).parents[2]


def _paragraphs() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "pipelines/sample").glob("[01]*.txt"))]
    return [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph) > 80]


def articles(number: int, seed: int = 1, longest: int = 12) -> pa.Table:
    """Articles of 1 to ``longest`` paragraphs. About one in 40 repeats another, one in 60 has another's id, one in 50 has no text."""
    chance, paragraphs = random.Random(seed), _paragraphs()
    rows: list[dict[str, object]] = []
    for at in range(number):
        text = "\n\n".join(chance.choices(paragraphs, k=chance.randint(1, longest)))
        row: dict[str, object] = {
            "id": f"bai-{seed}-{at:06d}",
            "text": text,
            "title": text.split(".")[0][:80],
            "published_at": f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "url": f"https://example.org/{seed}/{at}",
        }
        if rows and chance.random() < 1 / 40:
            row["text"] = chance.choice(rows)["text"]
        if rows and chance.random() < 1 / 60:
            row["id"] = chance.choice(rows)["id"]
        if chance.random() < 1 / 50:
            row["text"] = chance.choice([None, "", " \n"])
        rows.append(row)
    columns = ("id", "text", "title", "published_at", "url")
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in columns})
