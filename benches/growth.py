#!/usr/bin/env python3
"""CPU time and peak memory as the input grows, in one file and in many, packed and not.

    python3 benches/growth.py NEWS.jsonl [--program target/release/trichdan] [--largest MB] [--plot docs/images/growth.svg]

NEWS.jsonl has an article with an `id` and a `text` on each line. It is read again and again, each time with other ids and a word more
in each text, so that no document repeats another. Needs the room of the largest input twice on the disk (two gigabytes for one),
gzip and zstd. Two threads; CPU time is that of the whole process.
"""

import argparse
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MEGABYTE = 1_000_000
SMALL_FILES = 100_000


def records(path):
    """Articles without end."""
    lines = [json.loads(line) for line in path.open(encoding="utf-8")]
    for n in itertools.count():
        for m, record in enumerate(lines):
            yield {**record, "id": f"{n}-{m}-{record.get('id', '')}", "text": f"{record['text']} Lần {n}."}


def make(source, target, size):
    """Writes a file of about so many bytes; gives its size."""
    written = 0
    with target.open("w", encoding="utf-8") as out:
        for record in records(source):
            line = json.dumps(record, ensure_ascii=False) + "\n"
            out.write(line)
            written += len(line.encode())
            if written >= size:
                return written


def make_many(source, folder):
    """Writes small files of text; gives their size."""
    written = 0
    for n, record in enumerate(itertools.islice(records(source), SMALL_FILES)):
        place = folder / f"{n // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        # A small file: the first paragraphs.
        text = f"{record['text'][:1500]} Lần {n}."
        written += (place / f"{n}.txt").write_text(text, "utf-8")
    return sum(file.stat().st_size for file in folder.rglob("*.txt"))


def run(program, target, rounds):
    """CPU seconds and peak megabytes, the least of several runs."""
    best = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=target.parent) as out:
            command = [program, "run", target, "--output", Path(out) / "out", "--threads", "2"]
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                sys.exit(f"{command}: exit code {child.returncode}")
        best.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 * 1.048576))
    return tuple(min(values) for values in zip(*best))


def plot(rows, path):
    """CPU seconds by megabytes, and peak memory, both scales logarithmic in the input."""
    width, height, left, top = 640, 300, 60, 30
    sizes, peaks = [row[1] for row in rows], [row[3] for row in rows]
    x = lambda size: left + 40 + (width - 200) * math.log10(max(size, 1)) / 3
    most = max(200, *peaks) * 1.1
    y = lambda peak: top + (height - 70) * (1 - peak / most)
    points = " ".join(f"{x(size):.0f},{y(peak):.0f}" for size, peak in zip(sizes, peaks))
    labels = "".join(
        f'<text x="{x(size):.0f}" y="{height - 20}" text-anchor="middle">{size:.0f} MB</text>'
        f'<circle cx="{x(size):.0f}" cy="{y(peak):.0f}" r="4"/>'
        f'<text x="{x(size):.0f}" y="{y(peak) - 10:.0f}" text-anchor="middle">{peak:.0f} MB, {cpu / size * 1000:.0f} ms a MB</text>'
        for (_, size, cpu, peak) in rows
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<text x="{left}" y="16">Peak memory, and CPU time a megabyte, by the size of the input</text>'
        f'<line x1="{left}" y1="{y(200):.0f}" x2="{width - 20}" y2="{y(200):.0f}" stroke="#b00" stroke-dasharray="4"/>'
        f'<text x="{width - 20}" y="{y(200) - 4:.0f}" text-anchor="end" fill="#b00">200 MB</text>'
        f'<line x1="{left}" y1="{y(0):.0f}" x2="{width - 20}" y2="{y(0):.0f}" stroke="black"/>'
        f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/>{labels}</svg>\n',
        "utf-8",
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--program", default="target/release/trichdan")
    arguments.add_argument("--largest", type=int, default=1000, help="megabytes")
    arguments.add_argument("--plot", type=Path)
    arguments = arguments.parse_args()
    rows = []
    print("| input | MB of text | CPU s | MB per CPU s | peak MB |\n| --- | ---: | ---: | ---: | ---: |")

    def show(name, target, size, rounds):
        cpu, peak = run(arguments.program, target, rounds)
        rows.append((name, size / MEGABYTE, cpu, peak))
        print(f"| {name} | {size / MEGABYTE:.0f} | {cpu:.2f} | {size / MEGABYTE / cpu:.1f} | {peak:.0f} |", flush=True)

    with tempfile.TemporaryDirectory() as home:
        home = Path(home)
        for megabytes in (size for size in (1, 10, 100, 1000) if size <= arguments.largest):
            target = home / "one.jsonl"
            size = make(arguments.file, target, megabytes * MEGABYTE)
            show("one file", target, size, 3 if megabytes <= 100 else 1)
            if megabytes == 100:
                for packer, name in (("gzip", "one.jsonl.gz"), ("zstd", "one.jsonl.zst")):
                    with (home / name).open("wb") as out:
                        subprocess.run([packer, "-q", "-c", target], stdout=out, check=True)
                    show(f"the same, {packer}", home / name, size, 3)
                    (home / name).unlink()
            target.unlink()
        grown = [row for row in rows if row[0] == "one file"]
        folder = home / "many"
        size = make_many(arguments.file, folder)
        show(f"{SMALL_FILES:,} small files", folder, size, 1)
    if arguments.plot:
        plot(grown, arguments.plot)


if __name__ == "__main__":
    main()
