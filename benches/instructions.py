#!/usr/bin/env python3
"""How many instructions each stage takes, counted by valgrind: the same on a machine with other work as on a quiet one.

    python3 benches/instructions.py              compares with benches/instructions.tsv, exit code 1 where a stage takes more
    python3 benches/instructions.py --keep       writes that file

The input is made of the sample's articles, which are read several times with another first line. Counts are those of one compiler and
one kind of machine (both stand in the file); on others they are shown, and nothing is compared. Less than the tolerance is noise of the
linker's and the allocator's; what is better by more is worth keeping.
"""

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "benches" / "instructions.tsv"
ROUNDS = 30
TOLERANCE = 0.03

# Stage and the function that it is, in the order in which data flows.
STAGES = {
    "lexicons built": "trichdan::lexicon::Lexicon::build",
    "record read": "trichdan::ingest::unread::Unread::read",
    "cut into tokens, hits found": "trichdan::segment::segment",
    "laws": "trichdan::extract::laws::find",
    "statements": "trichdan::extract::statements::find",
    "initiatives": "trichdan::extract::initiatives::find",
    "normalized": "trichdan::normalize::normalize",
    "rows built": "trichdan::export::part::PartBuilder::append",
    "CSV made": "trichdan::export::part::Part::new",
    "files written": "trichdan::export::writer::RunWriter::append",
    "files ended": "trichdan::export::writer::RunWriter::finish",
}


def made(path):
    """Writes the input; gives the bytes of text in it."""
    articles = [file.read_text("utf-8") for file in sorted((ROOT / "pipelines" / "sample").glob("[01]*.txt"))]
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for n in range(ROUNDS):
            for m, article in enumerate(articles):
                text = f"Tin thứ {n}.\n\n{article}"
                size += len(text.encode())
                record = {"id": f"{n}-{m}", "title": "Tin", "published": "2025-06-12", "text": text}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return size


def counted(profile):
    """Instructions by function, those of the functions that it calls included; of recursive ones too many."""
    names, costs, total, callee = {}, Counter(), 0, None
    for line in profile.open(errors="replace"):
        if match := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?", line):
            called, number, name = match.groups()
            if name:
                names[number] = name
            if called:
                callee = names[number]
        elif line.startswith("totals:") or line.startswith("summary:"):
            total = int(line.split()[1])
        elif callee and not line.startswith("calls=") and re.match(r"[\d+*-]", line):
            costs[callee] += int(line.split()[1])
            callee = None
    return costs, total


def measured(program):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        size = made(folder / "made.jsonl")
        profile = folder / "profile"
        run = ["run", folder / "made.jsonl", "--output", folder / "out", "--threads", "1"]
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", program]
        subprocess.run([*valgrind, *run], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        costs, total = counted(profile)
    missing = [name for name in STAGES.values() if name not in costs]
    if missing:
        sys.exit(f"no such functions in {program}: {', '.join(missing)}")
    return {**{stage: costs[name] for stage, name in STAGES.items()}, "the whole run": total}, size


def machine():
    compiler = subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{platform.machine()}, {cpu.group(1) if cpu else platform.processor()}, {compiler}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", type=Path, default=ROOT / "target/release/trichdan")
    arguments.add_argument("--keep", action="store_true", help="write the counts to the file")
    arguments = arguments.parse_args()
    counts, size = measured(arguments.program)
    here = machine()
    if arguments.keep:
        lines = [f"# {here}", "stage\tinstructions", *(f"{stage}\t{count}" for stage, count in counts.items())]
        KEPT.write_text("\n".join(lines) + "\n", "utf-8")
    first, _, *lines = KEPT.read_text("utf-8").splitlines() if KEPT.exists() else ("", "")
    kept = {stage: int(count) for stage, count in (line.split("\t") for line in lines)}
    comparable = first == f"# {here}"
    worse = []
    for stage, count in counts.items():
        change = count / kept[stage] - 1 if stage in kept else 0
        worse += [stage] * (change > TOLERANCE)
        print(f"{stage:30} {count / 1e6:9.1f} million {count / size:7.1f} a byte {change:+8.1%}")
    if not comparable:
        print(f"not compared: counted on {here}, kept of {first.removeprefix('# ')}")
    elif worse:
        sys.exit(f"more instructions than kept in {KEPT.relative_to(ROOT)}: {', '.join(worse)}")


if __name__ == "__main__":
    main()
