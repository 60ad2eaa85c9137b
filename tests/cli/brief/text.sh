# Seven sections, every line labelled and ending in an id; odds only with interval and n; words of confidence and record.
. "$ROOT/tests/cli/lib.sh"
sample l.db
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 --ledger l.db
mv out brief
[ ! -s err ] || fail "words on standard error"
for head in 'HOW POSSIBLE?' 'MORE APPARENT?' 'WHY' 'WHO IS BOUND' 'CHANNELS AND MEDIATORS' 'WHAT WOULD CHANGE OUR MIND' 'LIMITS'; do
    grep -qxF -- "$head" brief || fail "no section $head"
done
says brief 'Track record: none yet'
says brief 'Confidence in these figures is'
says brief 'settled by 14 August 2024'
silent_about brief 'no forecast yet'
says brief 'years, 1946–2000'
for rung in 'Contact:' 'Treaty consultation:' 'Threat to force:' 'Militarised dispute:' 'Fatal clash:' '25 battle deaths:' 'War:' 'Dispute, side by side:' 'Forecast, Threat to force:' 'Forecast, structure:'; do
    says brief "$rung"
done
silent_about brief '2025'
python3 - brief <<'PY' || fail "a line without label or id"
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
lines = re.split(r"\n  (?=FACT |CLAIM |MODEL |ASSUMPTION )", text)[1:]
assert len(lines) > 30
for line in lines:
    assert re.search(r"\[[A-Za-z0-9:._-]+\]", line), line
for number in re.findall(r"\d+ %", text):
    assert number in ("90 %", "95 %"), number
PY
words=$(wc -w <brief)
[ "$words" -le 1900 ] || fail "$words words"
