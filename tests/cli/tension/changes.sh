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
