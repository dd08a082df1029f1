#!/usr/bin/env python3
"""Compare scores with the floors that they may not fall below.

  floors.py SCORE.json           fail if a score is below its floor
  floors.py SCORE.json --raise   lift each floor to the score, cut to two places

A score is an F1 where there is one, else an accuracy. Floors stand in floors.json: table -> measure -> value.
"""
import json
import math
import pathlib
import sys

FLOORS = pathlib.Path(__file__).with_name("floors.json")


def value(score, table, measure):
    block = score[table][measure]
    return block["f1"] if "f1" in block else block["accuracy"]


def main(path, *options):
    score = json.loads(pathlib.Path(path).read_text())
    floors = json.loads(FLOORS.read_text())
    below = 0
    print(f"{'table':<12} {'measure':<18} {'score':>7} {'floor':>7}")
    for table, measures in floors.items():
        for measure, floor in measures.items():
            now = value(score, table, measure)
            below += now < floor
            print(f"{table:<12} {measure:<18} {now:>7.4f} {floor:>7.2f}{'  BELOW' if now < floor else ''}")
            measures[measure] = max(floor, math.floor(now * 100 + 1e-9) / 100)
    if "--raise" in options:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n")
    elif below:
        sys.exit(f"{below} below the floor in {FLOORS.name}")
    else:
        print("better? `python3 .ci/floors.py SCORE.json --raise`, with what `score.py score --json SCORE.json` wrote")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
