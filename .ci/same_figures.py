#!/usr/bin/env python3
"""Check that `trichdan eval` measures what the script beside the hand-marked documents measures: same_figures.py SCORE.json EVAL.json"""
import json
import sys

score, own = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
wrong = [
    f"{table}.{name}: {figures} by the script, {own[table].get(name)} by trichdan eval"
    for table, measures in score.items()
    for name, figures in measures.items()
    if own[table].get(name) != figures
]
if wrong:
    sys.exit("\n".join(wrong))
