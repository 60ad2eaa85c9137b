# When hostility changed: ICEWS 2014 has Russia and Ukraine between 20 February and 10 March; what came later changes nothing as of an earlier day.
# Plain only: the same.
. "$ROOT/tests/cli/lib.sh"
DATA=${TOCSIN_SHARED:-$ROOT/../shared/data}
[ -d "$DATA/tkg" ] || { echo "skipped: no data"; exit 77; }
expect 0 "$TOCSIN" ingest "$DATA/tkg/icews14_train_valid.tsv.gz" --ledger l.db
expect 0 "$TOCSIN" tension RUS UKR --asof 2014-11-30 --ledger l.db --json
python3 - <<'PY' || fail "no change of deeds where it was"
import json
turns = json.load(open("out"))["deeds_turns"]
assert turns["volume_held_constant"]
assert any("2014-02-20" <= c["date"] <= "2014-03-10" and c["low"] <= c["date"] <= c["high"] and c["after_per_30_days"] > c["before_per_30_days"]
           for c in turns["changes"]), turns
PY
expect 0 "$TOCSIN" tension UKR RUS --asof 2014-11-30 --ledger l.db --json
python3 -c 'import json; json.dump(json.load(open("out"))["deeds_turns"], open("mirror", "w"))'
expect 0 "$TOCSIN" tension RUS UKR --asof 2014-11-30 --ledger l.db --json
python3 -c 'import json; assert json.load(open("out"))["deeds_turns"] == json.load(open("mirror"))' || fail "swapping the sides changes it"
expect 0 "$TOCSIN" tension RUS UKR --asof 2014-02-10 --ledger l.db
says out "none that is at least 80 % sure"
# Held at constant volume: weight * usual / volume, printed, and in every format.
expect 0 "$TOCSIN" tension RUS UKR --from 2014-01-01 --asof 2014-11-30 --ledger l.db --json
python3 - <<'PY' || fail "not held at constant volume"
import datetime, json, statistics
told = json.load(open("out"))
held, points = told["constant_volume"], told["points"]
days = [(datetime.date.fromisoformat(p["to"]) - datetime.date.fromisoformat(p["from"])).days + 1 for p in points]
rates = [h["others"] / d for h, d in zip(held["points"], days)]
assert held["defined"] and abs(held["usual_others_per_day"] - statistics.median(rates)) < 1e-9
some = 0
for h, p, rate in zip(held["points"], points, rates):
    for name in ("words", "deeds"):
        assert (h[name + "_hostile"] is None) == (p[name]["hostile"] is None)
        if p[name]["hostile"] is not None:
            assert abs(h[name + "_hostile"] - p[name]["hostile"] * held["usual_others_per_day"] / rate) < 1e-9
            some += 1
assert some > 5
PY
expect 0 "$TOCSIN" tension RUS UKR --from 2014-01-01 --asof 2014-11-30 --ledger l.db
says out "Held at constant volume"
# The picture has each change with its band and date, and the words of the largest events.
expect 0 "$TOCSIN" tension RUS UKR --from 2014-01-01 --asof 2014-11-30 --by week --ledger l.db --svg
python3 - <<'PY' || fail "the picture lacks changes or events"
import xml.dom.minidom
svg = xml.dom.minidom.parse("out").documentElement
def of(tag, name): return [e for e in svg.getElementsByTagName(tag) if e.getAttribute("class") == name]
assert len(of("path", "turn")) == len(of("rect", "band")) == len(of("text", "flag")) == 2
assert "2 March 2014: 0.1 to 6.9 a month" in of("text", "flag")[0].firstChild.data
assert len(of("text", "event number")) == 6 and any("Ukraine" in e.firstChild.data for e in of("text", "event"))
PY
