# Capabilities with their year, sums with what is missing named, sides and powers of the day, borders and distance.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" balance RUS+BLR NATO --on 2023-08-15 --json
python3 - <<'PY' || fail "figures of 2023 are not those of the table"
import json, os
told = json.load(open("out"))
table = {}
for line in open(os.environ["ROOT"] + "/data/world/capabilities.tsv"):
    if not line.startswith("#"):
        cells = line.rstrip("\n").split("\t")
        table[tuple(cells[:2])] = cells[2:]
keys = ["cinc", "military_spending_usd_thousands", "military_personnel_thousands", "population_thousands"]
assert len(told["side_b"]["states"]) == 31 and [s["state"] for s in told["side_a"]["states"]] == ["BLR", "RUS"]
for side in (told["side_a"], told["side_b"]):
    for i, key in enumerate(keys):
        total = 0
        for state in side["states"]:
            assert state[key]["year"] == 2022 and state[key]["counted"]
            assert state[key]["value"] == float(table[(str(state["cow"]), "2022")][i])
            total += state[key]["value"]
        assert abs(side["sums"][key]["value"] - total) < 1e-9 * max(1, total) and side["sums"][key]["of"] == len(side["states"])
for key in keys:
    assert abs(told["ratio"][key]["a_over_b"] * told["side_b"]["sums"][key]["value"] / told["side_a"]["sums"][key]["value"] - 1) < 1e-12
assert {s["state"] for side in (told["side_a"], told["side_b"]) for s in side["states"] if s["nuclear"]} == {"RUS", "FRA", "GBR", "USA"}
assert {"a": "RUS", "b": "FIN", "type": 1, "how": "on land"} in told["borders"]
assert told["nearest"]["least_km"] == 0 and told["nearest"]["year"] == 2019
assert told["side_a"]["posture"] is None
PY
expect 0 "$TOCSIN" balance RUS NATO --on 2023-04-03 --json
python3 -c 'import json
told = json.load(open("out"))
assert len(told["side_b"]["states"]) == 30 and not any(b["b"] == "FIN" for b in told["borders"])' || fail "Finland before its day"
# A year counts when it is over; a state has no figure of the state before it.
expect 0 "$TOCSIN" balance RUS UKR --on 2022-12-30
says out "45.8 bn \$ (2021)"
expect 0 "$TOCSIN" balance RUS UKR --on 2022-12-31
says out "74.7 bn \$ (2022)"
expect 0 "$TOCSIN" balance RUS UKR --on 1992-06-30
says out "* spending without Russia (not in the table)"
expect 0 "$TOCSIN" balance SUN USA --on 1985-01-01
says out "1984"
# What is missing is named and in no sum.
expect 0 "$TOCSIN" balance ISR+PSE LBN --on 2020-06-01
says out "* CINC without Palestine (not in the table)"
says out "1 of 2 states"
# Swapping the sides mirrors.
expect 0 "$TOCSIN" balance NATO RUS+BLR --on 2023-08-15 --json
python3 - "$TOCSIN" <<'PY' || fail "swapping the sides changes more than their order"
import json, subprocess, sys
here = json.load(open("out"))
there = json.loads(subprocess.run([sys.argv[1], "balance", "RUS+BLR", "NATO", "--on", "2023-08-15", "--json"], capture_output=True, check=True).stdout)
assert here["side_a"] == there["side_b"] and here["side_b"] == there["side_a"]
for key, value in here["ratio"].items():
    assert abs(value["a_over_b"] * there["ratio"][key]["a_over_b"] - 1) < 1e-12
for name in ("nearest", "nearest_capitals"):
    assert (here[name]["a"], here[name]["b"]) == (there[name]["b"], there[name]["a"])
assert sorted((b["a"], b["b"]) for b in here["borders"]) == sorted((b["b"], b["a"]) for b in there["borders"])
PY
expect 2 "$TOCSIN" balance RUS
expect 2 "$TOCSIN" balance RUS RUS+BLR
expect 2 "$TOCSIN" balance Atlantis RUS
expect 2 "$TOCSIN" balance RUS UKR --on yesterday
expect 1 "$TOCSIN" balance RUS UKR --ledger none.db
