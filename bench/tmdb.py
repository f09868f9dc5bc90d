#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The same looks by the memory of translate-toolkit's tmserver, in process:

    bench/tmdb.py FOLDER UNITS LOOKS

reads FOLDER/units.tsv and asked.txt as bench-memory has written them, and
prints p50, p99 in ms of CPU, how often the unit came first, units a second."""
import os
import sys
import tempfile
import time

from translate.storage import base, tmdb

folder, units, looks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
place = tempfile.mkdtemp(prefix="gyoryu-tmdb")
path = os.path.join(place, "memory.db")
memory = tmdb.TMDB(path, max_candidates=5, min_similarity=60)

begun = time.process_time()
every = 1
with open(folder + "/units.tsv", encoding="utf-8") as lines:
    total = sum(1 for _ in lines)
every = max(1, total // units)
with open(folder + "/units.tsv", encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        if number % every:
            continue
        _, source, target = line.rstrip("\n").split("\t")
        memory.add_dict({"source": source, "target": target, "context": ""},
                        "ko", "en", commit=False)
memory.connection.commit()
rate = total // every / (time.process_time() - begun)

times = []
with open(folder + "/asked.txt", encoding="utf-8") as lines:
    for line in list(lines)[:looks]:
        begun = time.process_time()
        memory.translate_unit(line.rstrip("\n"), "ko", "en")
        times.append((time.process_time() - begun) * 1000)
times.sort()
print("%.1f %.1f %.0f" % (times[len(times) // 2],
                          times[len(times) * 99 // 100], rate))
os.remove(path)
os.rmdir(place)
