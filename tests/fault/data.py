#!/usr/bin/env python3
"""data.py TOCSIN MAKE-GDELT: faults of ingesting datasets, as a table; called by script/fault data.

Each fault must end with a clear message or with the undisturbed answer; the ledger must be sound (tocsin check), hold each file whole or not at
all, and be completed by the next run: nothing lost, nothing double.
"""
import contextlib
import gzip
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

TOCSIN, MAKE = sys.argv[1:3]
ROWS = 60000
random.seed(20261128)
findings = []


def run(*words, **more):
    return subprocess.run([TOCSIN, *map(str, words)], capture_output=True, text=True, **more)


def count(ledger, table="record"):
    with contextlib.closing(sqlite3.connect(ledger)) as opened:
        return opened.execute(f"select count(*) from {table}").fetchone()[0]


def make(path, rows, seed):
    with open(path, "wb") as out:
        subprocess.run([MAKE, str(rows), "58", str(seed)], stdout=out, check=True)
    return path


def wrong(what):
    findings.append(what)


def sound(ledger, expected, what):
    said = run("check", "--ledger", ledger)
    if said.returncode != 0:
        wrong(f"{what}: check says {said.stdout[-300:]}{said.stderr[-300:]}")
    if count(ledger) not in expected:
        wrong(f"{what}: {count(ledger)} events, not one of {sorted(expected)}")


def fault(name, times, function):
    before = len(findings)
    began = time.monotonic()
    done = function(times)
    print(f"| {name} | {times} | {done} | {len(findings) - before} | {time.monotonic() - began:.0f} |", flush=True)


def fresh(folder):
    for old in folder.glob("l.db*"):
        old.unlink()
    return folder / "l.db"


def killed(times, folder, files, whole):
    """kill -9 at random moments; then the same command completes it."""
    ledger, clean = folder / "l.db", 0
    fresh(folder)
    began = time.monotonic()
    run("ingest", *files, "--quiet", "--ledger", ledger)
    length = time.monotonic() - began
    states = {0}
    for size in whole:
        states |= {size + state for state in states}
    for _ in range(times):
        fresh(folder)
        process = subprocess.Popen([TOCSIN, "ingest", *map(str, files), "--quiet", "--ledger", str(ledger)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.01, length * 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if ledger.exists() and ledger.stat().st_size > 0:
            said = run("info", "--ledger", ledger)
            if said.returncode == 0:
                sound(ledger, states, "killed")
        again = run("ingest", *files, "--ledger", ledger)
        clean += again.returncode == 0
        if again.returncode != 0:
            wrong(f"killed: the next run says {again.stderr[-300:]}")
        sound(ledger, {sum(whole)}, "killed, then completed")
    return clean


def full(times, folder, files, whole):
    """The disk is full at sizes up to what the ledger needs."""
    small = folder / "small"
    small.mkdir(exist_ok=True)
    clean = 0
    for i in range(times):
        size = 1 + i * 24 // times
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(small)], capture_output=True).returncode != 0:
            print("(no right to mount a small disk: a limit on file sizes stands in for it)", file=sys.stderr)
            return limited(times, folder, files, whole)
        try:
            ledger = small / "l.db"
            said = run("ingest", *files, "--ledger", ledger)
            if said.returncode == 0:
                sound(ledger, {sum(whole)}, "full disk that was large enough")
            elif "tocsin: " not in said.stderr or "room" not in said.stderr:
                wrong(f"full disk of {size} MiB: no clear message: {said.stderr[-300:]}")
            else:
                clean += 1
            if ledger.exists() and ledger.stat().st_size > 0:
                shutil.copy(ledger, folder / "l.db")
                for tail in ("-wal", "-shm"):
                    (folder / f"l.db{tail}").unlink(missing_ok=True)
                    if pathlib.Path(f"{ledger}{tail}").exists():
                        shutil.copy(f"{ledger}{tail}", folder / f"l.db{tail}")
                again = run("ingest", *files, "--ledger", folder / "l.db")
                if again.returncode != 0:
                    wrong(f"after a full disk: {again.stderr[-300:]}")
                sound(folder / "l.db", {sum(whole)}, "after a full disk, completed")
                fresh(folder)
        finally:
            subprocess.run(["umount", "-l", str(small)], check=True)
    return clean


def limited(times, folder, files, whole):
    clean = 0
    for i in range(times):
        ledger = fresh(folder)
        said = subprocess.run(["sh", "-c", f"trap '' XFSZ; ulimit -f {(1 + i) * 400}; exec \"$0\" \"$@\"", TOCSIN, "ingest", *map(str, files), "--ledger", str(ledger)],
                              capture_output=True, text=True)
        clean += said.returncode != 0 and "tocsin: " in said.stderr
        if said.returncode not in (0, 1):
            wrong(f"file size limit: status {said.returncode}: {said.stderr[-300:]}")
        again = run("ingest", *files, "--ledger", ledger)
        if again.returncode != 0:
            wrong(f"after a limit: {again.stderr[-300:]}")
        sound(ledger, {sum(whole)}, "after a limit, completed")
    return clean


def cut(times, folder, files, whole):
    """An archive that ends early, at random places."""
    packed, clean = folder / "all.zip", 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    bytes_ = packed.read_bytes()
    gz = gzip.compress(files[0].read_bytes())
    ledger = fresh(folder)
    for i in range(times):
        source, name = (bytes_, "cut.zip") if i % 2 else (gz, "cut.gz")
        (folder / name).write_bytes(source[:random.randrange(1, len(source) - 1)])
        said = run("ingest", folder / name, "--ledger", ledger)
        clean += said.returncode == 1 and name in said.stderr
        if said.returncode != 1 or name not in said.stderr:
            # the end of a zip is its table of contents: a reader of streams needs it not
            if not (name == "cut.zip" and said.returncode == 0):
                wrong(f"{name}: status {said.returncode}: {said.stderr[-200:]}")
    held = sqlite3.connect(ledger).execute("select events, (select count(*) from record where file=f.id) from dataset_file f").fetchall() if ledger.exists() else []
    if any(a != b for a, b in held):
        wrong("cut: a part of a file is in the ledger")
    return clean


def flipped(times, folder, files, whole):
    """A byte of the panel or of the ledger is changed."""
    ledger, clean = fresh(folder), 0
    run("ingest", *files, "--quiet", "--ledger", ledger)
    wanted = run("export", "--panel", "dyad-month", "--ledger", ledger).stdout
    kept = {tail: pathlib.Path(f"{ledger}{tail}").read_bytes() for tail in ("", ".panel")}
    for i in range(times):
        tail = ".panel" if i % 2 else ""
        for name in (folder / "l.db-wal", folder / "l.db-shm"):
            name.unlink(missing_ok=True)
        for one, content in kept.items():
            pathlib.Path(f"{ledger}{one}").write_bytes(content)
        content = bytearray(kept[tail])
        at = random.randrange(0, len(content))
        content[at] ^= 1 << random.randrange(8)
        pathlib.Path(f"{ledger}{tail}").write_bytes(content)
        said = run("export", "--panel", "dyad-month", "--ledger", ledger)
        if tail == ".panel":
            clean += "panel" in said.stderr
            if said.returncode != 0 or said.stdout != wanted:
                wrong(f"panel, byte {at}: another answer: {said.stderr[-200:]}")
        else:
            check = run("check", "--ledger", ledger)
            clean += check.returncode == 1
            if said.returncode not in (0, 1) or check.returncode not in (0, 1):
                wrong(f"ledger, byte {at}: status {said.returncode}, {check.returncode}")
    return clean


def bomb(times, folder, files, whole):
    ledger, clean = fresh(folder), 0
    path = folder / "bomb.gz"
    with gzip.open(path, "wb", 9) as out:
        out.write(files[0].read_bytes()[:1000])
        for _ in range(600):
            out.write(b"\t" * (1 << 20))
    for _ in range(times):
        said = run("ingest", path, "--ledger", ledger)
        clean += said.returncode == 1 and "bomb.gz" in said.stderr
        if said.returncode != 1:
            wrong(f"bomb: status {said.returncode}")
    if count(ledger) != 0:
        wrong("bomb: something of it is in the ledger")
    return clean


def growing(times, folder, files, whole):
    """A file that is written to while it is read: not kept, and read whole when it is complete."""
    clean = 0
    content = files[0].read_bytes()
    for _ in range(times):
        ledger, path = fresh(folder), folder / "growing.tsv"
        path.write_bytes(content[:len(content) // 2].rsplit(b"\n", 1)[0] + b"\n")
        process = subprocess.Popen([TOCSIN, "ingest", str(path), "--ledger", str(ledger)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        with path.open("ab") as out:
            for at in range(len(content) // 2, len(content), len(content) // 40):
                out.write(content[at:at + len(content) // 40])
                out.flush()
                time.sleep(0.004)
        _, told = process.communicate()
        if process.returncode == 1:
            clean += "changed while it was read" in told or "rejects" in told or "columns" in told
        elif count(ledger) != sqlite3.connect(ledger).execute("select events from dataset_file").fetchone()[0]:
            wrong("growing: a part was kept")
        path.write_bytes(content)
        again = run("ingest", path, "--ledger", ledger)
        if again.returncode != 0:
            wrong(f"growing, complete: {again.stderr[-200:]}")
    return clean


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = [make(folder / f"f{i}.tsv", ROWS, i) for i in range(3)]
        whole = []
        for file in files:
            run("ingest", file, "--quiet", "--ledger", fresh(folder))
            whole.append(count(folder / "l.db"))
        print("| fault | times | ended clearly, or noticed | findings | s |\n|---|---:|---:|---:|---:|")
        for title, times, function in (("kill -9 in an ingest, then again", 50, killed), ("full disk", 12, full), ("archive cut short", 20, cut),
                                       ("a byte flipped, panel and ledger", 60, flipped), ("bomb", 2, bomb), ("file that grows", 10, growing)):
            fault(title, times, lambda n, function=function: function(n, folder, files, whole))
    for finding in findings[:20]:
        print("  " + finding)
    print(f"fault data: {len(findings)} findings")
    sys.exit(bool(findings))


main()
