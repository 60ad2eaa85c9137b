# Forecasts of events are scored beside peers, on the same counts; the model finds its own parameters again.
# Plain only: a tool that is not built with sanitizers.
. "$ROOT/tests/cli/lib.sh"
tool=$(dirname "$TOCSIN")/train-hawkes
[ -x "$tool" ] || { echo "skipped: no train-hawkes"; exit 77; }
python3 - >keds <<'PY'
import random
draw = random.Random(3)
for day in range(200):
    for n, (a, b) in enumerate((("RUS", "UKR"), ("IND", "PAK"), ("USA", "IRN"), ("ISR", "SYR"))):
        for kind, rate in (("190", 0.05 * n), ("112", 0.2), ("040", 0.3)):
            if draw.random() < rate * (2 if day // 20 % 2 else 0.3):
                print(f"2019{1 + day // 28:02d}{1 + day % 28:02d}\t{a}\t{b}\t{kind}\tx")
PY
expect 0 "$TOCSIN" ingest keds --ledger l.db
status=0
TOCSIN=$TOCSIN "$ROOT/script/accuracy" forecast event l.db --from 2019-05-01 --step 14 --pairs 4 >out 2>err || status=$?
[ "$status" -le 1 ] || fail "status $status"
says out "4 pairs"
says out "7 days ahead"
says out "Reliability of tocsin's chances"
[ "$(grep -c '^- .* is worse by' out)" -eq 8 ] || fail "not eight comparisons"
"$tool" series l.db 4 2019-05-01 >series
"$tool" forecast l.db 4 2019-05-01 14 power >one
# what comes later changes no forecast
awk -F'\t' '$1 < 20190515' keds >short
expect 0 "$TOCSIN" ingest short --ledger s.db
"$tool" forecast s.db 4 2019-05-01 14 power >two
head -n "$(wc -l <two)" one | cmp - two || fail "what came later changed a forecast"
[ -s two ] || fail "no forecast"
"$tool" coverage 40 800 exponential 1 >cover
awk -F'\t' 'NF == 4 && $4 >= 0.72 { n++ } END { exit n != 12 }' cover || fail "an interval holds too seldom: $(cat cover)"
