#!/usr/bin/env python3
"""How well articles are found in web pages, against texts made by hand, side by side with trafilatura.

    python3 tools/measure_pages.py PAGES TEXTS [--trichdan PROGRAM] [--copies N] [--verbose]

PAGES has web pages; TEXTS has for each of them NAME.json with what a careful reader took from the page: `text` (lead and body,
a blank line between paragraphs, without captions, related links, names of authors), `title`, `author`, `section` and `date` as
the page states them, empty where it does not. Pages and texts of others stay outside this repository.

A text's precision and recall count words, with how often they come. Times are the best of three: trichdan in one thread over N
copies of the pages, less a run over none, from reading to finished tables; trafilatura over the pages, text and metadata. It is
left out where it is not installed (`pip install trafilatura`).
"""

import argparse
import collections
import csv
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unicodedata

csv.field_size_limit(1 << 30)


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def agreement(found, wanted):
    """Precision, recall and F1 of words."""
    found, wanted = collections.Counter(words(found)), collections.Counter(words(wanted))
    common = sum((found & wanted).values())
    precision = common / max(sum(found.values()), 1)
    recall = common / max(sum(wanted.values()), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def day(stated):
    """The day of a date as pages write it, YYYY-MM-DD; none where there is none. Times in UTC are taken to Viet Nam."""
    if stated and stated.endswith("Z") and not stated.endswith("T00:00:00Z"):
        time = datetime.datetime.fromisoformat(stated.replace("Z", "+00:00"))
        return str((time + datetime.timedelta(hours=7)).date())
    if match := re.search(r"(\d{4})-(\d\d)-(\d\d)", stated or ""):
        return match[0]
    if match := re.search(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", stated or ""):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    return None


def run(program, pages, threads="1"):
    """Rows of `documents` by the name of their page, and the seconds that it took."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder, "tables")
        start = time.perf_counter()
        command = [program, "run", pages, "--output", output, "--format", "csv", "--threads", threads]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        with open(output / "documents.csv", encoding="utf-8", newline="") as file:
            rows = {pathlib.PurePath(row["source_uri"]).name: row for row in csv.DictReader(file)}
    return rows, seconds


def seconds_per_page(program, pages, copies):
    with tempfile.TemporaryDirectory() as folder:
        empty = pathlib.Path(folder, "empty")
        empty.mkdir()
        (empty / "page.html").write_text("<p>Không có gì.</p>", encoding="utf-8")
        many = pathlib.Path(folder, "many")
        for copy in range(copies):
            for page in pages:
                (many / str(copy)).mkdir(parents=True, exist_ok=True)
                shutil.copy(page, many / str(copy) / page.name)
        best = [min(run(program, each)[1] for _ in range(3)) for each in (empty, many)]
    return (best[1] - best[0]) / (copies * len(pages))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("texts", type=pathlib.Path)
    parser.add_argument("--trichdan", default="target/release/trichdan")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    texts = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(arguments.texts.glob("*.json"))}
    pages = [arguments.pages / name for name in texts]
    rows, _ = run(arguments.trichdan, arguments.pages)
    ours = {
        name: {"text": row["text"], "title": row["title"], "author": row["author"], "section": row["section"], "date": row["published_at"]}
        for name, row in rows.items()
    }
    report("trichdan", texts, ours, arguments.verbose)
    speed = seconds_per_page(arguments.trichdan, pages, arguments.copies)
    print(f"  {1000 * speed:.2f} ms a page, statements, laws and tables with it")
    try:
        import trafilatura
    except ImportError:
        print("trafilatura is not installed")
        return
    sources = {page.name: page.read_bytes() for page in pages}
    theirs = {}
    for name, source in sources.items():
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
        found = found.as_dict() if found is not None else {}
        theirs[name] = {
            "text": found.get("text") or "",
            "title": found.get("title"),
            "author": found.get("author"),
            "section": ", ".join(found.get("categories") or []),
            "date": found.get("date"),
        }
    report(f"trafilatura {trafilatura.__version__}", texts, theirs, arguments.verbose)
    best = min(timed(trafilatura, sources.values()) for _ in range(3)) / len(sources)
    print(f"  {1000 * best:.2f} ms a page; {best / speed:.0f} times that of trichdan")


def timed(trafilatura, sources):
    start = time.perf_counter()
    for source in sources:
        trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
    return time.perf_counter() - start


def report(name, texts, found, verbose):
    scores = {page: agreement(found.get(page, {}).get("text", ""), wanted["text"]) for page, wanted in texts.items()}
    mean = [sum(score[part] for score in scores.values()) / len(scores) for part in range(3)]
    print(f"{name}: {len(texts)} pages, words: precision {mean[0]:.4f}, recall {mean[1]:.4f}, F1 {mean[2]:.4f}")
    for field in ("title", "author", "section", "date"):
        stated = {page: wanted[field] for page, wanted in texts.items() if wanted[field]}
        read = {page: found.get(page, {}).get(field) or "" for page in stated}
        same = (lambda a, b: day(a) == day(b)) if field == "date" else (lambda a, b: words(a) == words(b))
        right = [page for page in stated if same(read[page], stated[page])]
        print(f"  {field}: {len(right)} of {len(stated)} right")
        if verbose:
            for page in sorted(set(stated) - set(right)):
                print(f"    {page[:60]}: {read[page]!r}, not {stated[page]!r}")
    if verbose:
        for page, score in scores.items():
            print(f"    {score[0]:.3f} {score[1]:.3f} {score[2]:.3f} {page[:80]}")
            paragraphs = set(texts[page]["text"].split("\n\n"))
            for paragraph in re.split(r"\n+", found.get(page, {}).get("text", "")):
                if agreement(paragraph, " ".join(paragraphs))[0] < 1 or len(words(paragraph)) < 12 and paragraph not in paragraphs:
                    print(f"      + {paragraph[:120]}")
            text = set(words(found.get(page, {}).get("text", "")))
            for paragraph in paragraphs:
                if agreement(paragraph, " ".join(text))[0] < 0.7:
                    print(f"      - {paragraph[:120]}")


if __name__ == "__main__":
    main()
