# The event model of two sides: parameters with errors, branching ratio with interval, residual test; swapping mirrors.
# Plain only: long fits of what test_forecast_hawkes does under sanitizers; forecast/ladder and whatif/usage fit there, too.
. "$ROOT/tests/cli/lib.sh"
sample l.db
expect 0 "$TOCSIN" fit events RUS+BLR NATO --asof 2023-08-15 --ledger l.db
says out "A = Russia and Belarus, B = NATO (31 members)"
says out "Branching ratio 0."
says out "90 % interval"
says out "Kolmogorov-Smirnov"
says out "A upon B, deeds of conflict: by itself 0."
expect 0 "$TOCSIN" fit events RUS+BLR NATO --asof 2023-08-15 --ledger l.db --json
cp out one.json
expect 0 "$TOCSIN" fit events NATO RUS+BLR --asof 2023-08-15 --ledger l.db --json
python3 - <<'PY'
import json
one, two = json.load(open("one.json")), json.load(open("out"))
assert one["branching"] == two["branching"] and one["residual"] == two["residual"] and not one["alone"]
b = one["branching"]
assert 0 < b["low"] < b["ratio"] < b["high"] < 2 and 0 <= one["residual"]["p"] <= 1
rows = {(c["by"], c["mark"]): c for c in one["cells"]}
turn = {"A": "B", "B": "A"}
for c in two["cells"]:
    other = rows[turn[c["by"]], c["mark"]]
    assert c["base"] == other["base"] and c["ties"] == other["ties"]
    for name in ("excite", "excite_se"):
        assert c[name] == other[name][4:8] + other[name][:4] + other[name][8:]
assert abs(sum(one["weekday"]) - 7) < 1e-9
PY
expect 0 "$TOCSIN" fit events RUS+BLR NATO --asof 2023-08-15 --ledger l.db --alone --kernel exponential --json
python3 -c '
import json
told = json.load(open("out"))
assert told["alone"] and told["kernel"] == "exponential" and told["parameters"] > 10 and told["shape"] > 0, told'
expect 2 "$TOCSIN" fit events RUS --ledger l.db
expect 2 "$TOCSIN" fit events RUS NATO --kernel square --ledger l.db
expect 2 "$TOCSIN" fit events RUS NATO --until 1990 --ledger l.db
expect 2 "$TOCSIN" fit nothing RUS NATO --ledger l.db
expect 2 "$TOCSIN" fit dispute d --alone -o x
expect 1 "$TOCSIN" fit events CHN ISL --ledger l.db
says err "not enough"
