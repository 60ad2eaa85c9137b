# Dates at both ends of the calendar are kept; dates that do not exist are told.
. "$ROOT/tests/cli/lib.sh"
for day in 0001-01-01 1899-12-31 9999-12-31 2024-02-29; do
    printf '{"date":"%s","text":"Russia met Ukraine. It will end on Monday, 3 days ago, next year."}\n' $day
done >a.jsonl
for day in 2023-02-29 10000-01-01 0000-01-01 -5 tomorrow; do
    printf '{"date":"%s","text":"Russia met Ukraine."}\n' "$day"
done >>a.jsonl
expect 0 "$TOCSIN" ingest a.jsonl
says out "4 new"
says out "rejects    5"
[ "$(count tocsin.db "document where date = '9999-12-31'")" = 1 ] || fail "9999-12-31 is not there"
expect 0 "$TOCSIN" code a.jsonl
python3 - <<'PY' || fail "a date of an event is none"
import json, re
for line in open("out"):
    date = json.loads(line)["date"]
    assert date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", date), date
PY
