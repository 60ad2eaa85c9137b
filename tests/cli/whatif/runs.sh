# What if: assumptions on lines of their own, counts with and without, never a probability nor "will"; same seed, same bytes; swapping mirrors.
# Plain only: long runs of what test_scenario_whatif does under sanitizers; whatif/usage calls the verb there.
. "$ROOT/tests/cli/lib.sh"
sample l.db
ask="--asof 2023-08-15 --runs 400 --days 90 --ledger l.db"
expect 0 "$TOCSIN" whatif RUS+BLR NATO --with "CONSULT monthly" --with "A: MOBILIZE joint-exercise 2023-09-14" --without THREATEN $ask
says out "A = Russia and Belarus, B = NATO (31 members)"
says out "2023-08-16 to 2023-11-13 (90 days), as known at the end of 2023-08-15; 400 runs, seed 7"
[ "$(grep -c '^  ASSUMPTION' out)" -eq 4 ] || fail "not four assumptions: three of the user's, and what it stands on"
tr -s '\n ' ' ' <out >flat
says flat 'If with "CONSULT monthly". Both sides: CONSULT every 30 days from 2023-09-14 on'
says flat "A: MOBILIZE (joint-exercise) on 2023-09-14, one event"
says out 'If without "THREATEN"'
says out "deeds of conflict"
says flat "Conditional on past patterns, not on cause"
! grep -qiwE "will|probab[a-z]*|chance|likely" out || fail "it foretells, or says how probable"
cp out first
expect 0 "$TOCSIN" whatif RUS+BLR NATO --with "CONSULT monthly" --with "A: MOBILIZE joint-exercise 2023-09-14" --without THREATEN $ask --threads 3
cmp out first || fail "other bytes on three threads"
expect 0 "$TOCSIN" whatif RUS+BLR NATO --with "CONSULT monthly" --with "A: MOBILIZE joint-exercise 2023-09-14" --without THREATEN $ask --seed 8
! cmp -s out first || fail "the seed changes nothing"
# swapping the sides mirrors, to the last digit
expect 0 "$TOCSIN" whatif RUS+BLR NATO --with "CONSULT monthly" --with "BLR: MOBILIZE weekly" --without "B: THREATEN" $ask --json
cp out one.json
expect 0 "$TOCSIN" whatif NATO RUS+BLR --with "CONSULT monthly" --with "B: MOBILIZE weekly" --without "A: THREATEN" $ask --json
python3 - <<'PY'
import json
one, two = json.load(open("one.json")), json.load(open("out"))
turn = {"A": "B", "B": "A", "both": "both"}
rows = {(r["mark"], r["by"]): r for r in one["events"]}
assert len(rows) == 12
for r in two["events"]:
    other = rows[r["mark"], turn[r["by"]]]
    assert {k: v for k, v in r.items() if k != "by"} == {k: v for k, v in other.items() if k != "by"}, (r, other)
by = rows["deeds of conflict", "A"]
assert by["difference"] > 0 and by["difference_interval"][0] <= by["difference"] <= by["difference_interval"][1]
for mark in {m for m, _ in rows}:  # both directions together are the sum of each
    for course in ("as_things_are", "if_so"):
        both, a, b = (rows[mark, who][course] for who in ("both", "A", "B"))
        assert abs(both["mean"] - a["mean"] - b["mean"]) < 1e-9 and both["low"] <= both["median"] <= both["high"]
assert one["assumptions"][1]["by"] == "A" and two["assumptions"][1]["by"] == "B"
assert [a["words"] for a in one["assumptions"]] and "cause" in one["condition"] and one["level"] == 0.9
PY
# the future cannot change the past
expect 0 "$TOCSIN" whatif RUS+BLR NATO --with "CONSULT monthly" --asof 2023-06-01 --runs 100 --days 30 --ledger l.db
says out "2023-06-02 to 2023-07-01"
# a drop of what never was changes nothing, and says so
expect 0 "$TOCSIN" whatif RUS+BLR NATO --without AID $ask --json
python3 -c '
import json
told = json.load(open("out"))
assert "changes nothing" in told["assumptions"][0]["words"], told["assumptions"]
assert all(r["difference"] == 0 for r in told["events"])'
