# ICEWS 2014: at least five of ten names among the first eight for Russia and Ukraine, on any day of the crisis's year.
. "$ROOT/tests/cli/lib.sh"
DATA=${TOCSIN_SHARED:-$ROOT/../shared/data}
[ -d "$DATA/tkg" ] || { echo "skipped: no data"; exit 77; }
expect 0 "$TOCSIN" ingest -q "$DATA/tkg/icews14_train_valid.tsv.gz" --ledger l.db
for day in 2014-05-31 2014-09-30 2014-11-15; do
    expect 0 "$TOCSIN" mediators RUS UKR --asof $day --ledger l.db --json
    python3 -c '
import json
names = {"DEU", "FRA", "OSCE", "BLR", "EU", "USA", "UN", "KAZ", "POL", "TUR"}
first = [m["code"] for m in json.load(open("out"))["mediators"][:8]]
assert len(names & set(first)) >= 5, first' || fail "$day"
done
