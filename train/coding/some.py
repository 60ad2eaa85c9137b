#!/usr/bin/python3
"""some.py FILE COUNT: all rows of COUNT sentences of FILE (JSON Lines of script/accuracy coding-cases), always the same ones."""
import json
import random
import sys

path, count = sys.argv[1], int(sys.argv[2])
rows = {}
with open(path, encoding="utf-8") as file:
    for line in file:
        rows.setdefault(json.loads(line)["text"], []).append(line)
for text in random.Random(path.rsplit("/", 1)[-1]).sample(sorted(rows), min(count, len(rows))):
    sys.stdout.writelines(rows[text])
