# The shipped model: everything that belongs to a forecast is printed, reasons and past cases are whole, wrong questions are refused.
# Plain only: the model is read and asked by test_forecast_dispute and forecast/guard under sanitizers.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" forecast RUS POL --horizon 1y --asof 2023-08-15 --why
says out "Russia – Poland: Militarised dispute"
says out "2023-08-16 to 2024-08-14"
says out "Resolved"
says out "pair-years, 1946–2000"
says out "none yet"
says out "up to 2000"
says out "95 % interval"
says out "WHY"
says out "MOST ALIKE"
[ "$(sed -n '/MOST ALIKE/,$p' out | grep -c '^  [12][0-9][0-9][0-9]  ')" -eq 10 ] || fail "not ten past pairs"
[ "$(wc -L <out)" -le 100 ] || fail "lines are too long"
expect 0 "$TOCSIN" forecast RUS POL --asof 2023-08-15 --why --json
python3 - <<'PY'
import json, math
told = json.load(open("out"))
assert told["low"] < told["probability"] < told["high"]
assert len(told["contributions"]) == 79 and len(told["alike"]) == 10
sizes = [abs(part["log_odds"]) for part in told["contributions"]]
assert sizes == sorted(sizes, reverse=True)
# the parts make the whole
total = told["base_log_odds"] + sum(part["log_odds"] for part in told["contributions"])
assert abs(total - math.log(told["probability"] / (1 - told["probability"]))) < 0.01, total
assert len({(c["cow_a"], c["cow_b"]) for c in told["alike"]}) == 10
PY
cp out first
expect 0 "$TOCSIN" forecast POL RUS --asof 2023-08-15 --why --json
python3 -c 'import json; a, b = json.load(open("first")), json.load(open("out")); assert a["probability"] == b["probability"] and a["alike"] == b["alike"]'
expect 0 "$TOCSIN" forecast PRT URY --asof 2024-01-01
says out "less than 1 in 100: almost no chance"
silent_about out " 0 in 100"
chance() { "$TOCSIN" forecast "$1" "$2" --asof 2024-01-01 --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["probability"])'; }
python3 -c "assert $(chance IND PAK) > $(chance RUS POL) > $(chance PRT URY)"
expect 2 "$TOCSIN" forecast RUS POL --horizon 30d
says err "--horizon 1y"
expect 2 "$TOCSIN" forecast RUS
expect 2 "$TOCSIN" forecast RUS RUS --asof 2023-08-15
says err "both sides"
expect 2 "$TOCSIN" forecast RUS Atlantis --asof 2023-08-15
expect 0 "$TOCSIN" forecast RUS POL --asof 2000-08-15
says out "no figure: the model holds features for 2023 and later"
says out "for 2000 give the data: --dyads DIR"
# years between: odds that were reckoned beforehand, the same as from the data, without reasons
expect 0 "$TOCSIN" forecast RUS UKR --asof 2014-01-15 --why --json --dry-run
cp out stored
says out "reckoned beforehand"
silent_about out '"contributions"'
if [ -d "$ROOT/../shared/data/dyads" ]; then
    expect 0 "$TOCSIN" forecast RUS UKR --asof 2014-01-15 --json --dry-run --dyads "$ROOT/../shared/data/dyads"
    python3 -c 'import json; a, b = (json.load(open(n)) for n in ("stored", "out")); assert all(abs(a[k] - b[k]) < 0.001 * b[k] for k in ("probability", "low", "high"))'
fi
expect 2 "$TOCSIN" forecast RUS POL --asof 2023-13-15
expect 1 "$TOCSIN" forecast RUS POL --asof 2023-08-15 --model none.bin
expect 0 "$TOCSIN" forecast --help
