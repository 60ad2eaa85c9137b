# The ladder: no question is likelier than one that stands before it; sides of several states; swapped sides; what has no figure.
. "$ROOT/tests/cli/lib.sh"
sample l.db
export TOCSIN_LEDGER=l.db
check='
import json, sys
told = json.load(open(sys.argv[1]))
ladder = told["ladder"]
assert len(ladder) == 7 and len({r["id"] for r in ladder}) == 7
last, given = 1, []
for r in ladder:
    if r["probability"] is None:
        assert r["why_no_figure"], r["id"]
        continue
    assert 0 <= r["low"] <= r["probability"] <= r["high"] <= 1 and r["low"] < r["high"] and r["probability"] <= last, r["id"]
    base = r["base_rate"]
    assert base["pair_years"] > 0 and 0 <= base["low"] <= base["estimate"] <= base["high"] <= 1 and base["unit"]
    assert r["question"] and r["resolution"].startswith("yes, if") and r["horizon_days"] == 365 and r["track_record"] and len(r["question_hash"]) == 64
    last = r["probability"]
    given.append(r["id"])
order = [i for i in given if i in ("threat", "dispute", "fatal", "deaths-25", "deaths-1000")]
assert order == sorted(order, key=["threat", "dispute", "fatal", "deaths-25", "deaths-1000"].index), order
print(len(given))
'
ladder() { # ladder A B DAY WANTED: how many have a figure
    expect 0 "$TOCSIN" forecast "$1" "$2" --asof "$3" --dry-run --json
    cp out told.json
    given=$(python3 -c "$check" told.json) || fail "the ladder of $1 and $2 does not hold"
    [ "$given" -eq "$4" ] || fail "$given figures of $1 and $2, not $4"
}
ladder RUS+BLR NATO 2023-08-15 7
cp told.json one.json
ladder NATO RUS+BLR 2023-08-15 7
python3 - <<'PY' || fail "swapping the sides changes a figure"
import json
one, two = (json.load(open(name))["ladder"] for name in ("one.json", "told.json"))
assert [[r[k] for k in ("id", "probability", "low", "high", "base_rate")] for r in one] == [[r[k] for k in ("id", "probability", "low", "high", "base_rate")] for r in two]
PY
ladder RUS POL 2023-08-15 7
ladder IND PAK 2024-01-01 7
ladder USA CHN 2024-01-01 7
ladder PRT URY 2024-01-01 7
ladder RUS UKR 2023-08-15 3 # a war goes on: whether a dispute begins is not asked
ladder RUS POL 2000-08-15 1 # before the odds of the model and before the ledger tells enough
ladder RUS POL 2010-08-15 5
# at least one of the pairs: not less than the likeliest of them
python3 - one.json <<'PY' || fail "the sides together are less likely than one pair"
import json, os, subprocess, sys
whole = {r["id"]: r for r in json.load(open(sys.argv[1]))["ladder"]}
pair = json.loads(subprocess.run([os.environ["TOCSIN"], "forecast", "RUS", "USA", "--asof", "2023-08-15", "--dry-run", "--json"], capture_output=True, check=True).stdout)
pair = {r["id"]: r for r in pair["ladder"]}
assert whole["dispute"]["probability"] >= pair["dispute"]["probability"] and whole["dispute"]["low"] == pair["dispute"]["low"]
PY
expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2023-08-15 --dry-run --why
says out "ASSUMPTION disputes: at least one of 62 pairs of states"
says out "of alliances did in 1948-1990"
says out "of the likeliest pair, Russia – United States"
says out "nowhere: a dry run"
[ ! -e l.db.forecasts ] || fail "a dry run has written"
