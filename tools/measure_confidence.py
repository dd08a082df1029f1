#!/usr/bin/env python3
"""Measure each rule's precision on hand-marked documents and write the table that the program takes confidences from.

  measure_confidence.py GOLD_DIR RUN_DIR > src/extract/data/confidence.tsv

GOLD_DIR holds the marked documents and, one folder up, the scorer; RUN_DIR is a run on the same documents with CSV output. A row
counts as right when the scorer's headline measure does: found, and with the fields that its table is judged by.
"""
import importlib.util
import os
import sys


def scorer(gold_dir):
    path = os.path.join(gold_dir, os.pardir, "score.py")
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(gold_dir, run_dir):
    score = scorer(gold_dir)
    docs = score.load(gold_dir)
    for doc in docs:
        score.locate(doc)
    counts = {}
    for table in score.TABLES:
        run = score.read_run(run_dir, table)
        for doc in docs:
            gold = [row for row in doc[table] if row["start"] >= 0]
            predicted = run.get(doc["doc_id"], [])
            right = {
                id(p)
                for g, p, _ in score.pairs(gold, predicted)[0]
                if all(score.CHECKS[table][c](g, p) in (True, None) for c in score.HEADLINE[table])
            }
            for row in predicted:
                count = counts.setdefault(row["rule"], [0, 0])
                count[0] += id(row) in right
                count[1] += 1
    print("rule\tcorrect\tpredicted")
    for rule, (correct, predicted) in sorted(counts.items()):
        print(f"{rule}\t{correct}\t{predicted}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
