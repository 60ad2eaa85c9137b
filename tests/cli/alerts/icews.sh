# ICEWS 2014: at most two alerts a month over the 100 most active pairs, the known crises among them.
# Plain only: the same.
. "$ROOT/tests/cli/lib.sh"
DATA=${TOCSIN_SHARED:-$ROOT/../shared/data}
[ -d "$DATA/tkg" ] || { echo "skipped: no data"; exit 77; }
expect 0 "$TOCSIN" ingest "$DATA/tkg/icews14_train_valid.tsv.gz" --ledger l.db
expect 0 "$TOCSIN" alerts --ledger l.db --pairs 100 --csv
[ "$(sed 1d out | wc -l)" -le 16 ] || fail "more than two a month from April to November"
grep -q '^2014-0[67]-[0-9]*,ISR,PSE' out || fail "Israel and Palestine in summer are missing"
grep -q '^2014-05-[0-9]*,CHN,VNM' out || fail "China and Vietnam in May are missing"
