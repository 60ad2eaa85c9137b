# What the ledger holds, for people and as JSON.
. "$ROOT/tests/cli/lib.sh"
articles 10 >news.jsonl
printf '140301\tRUSGOV\tUKR\t138\tx\n140302\tQQQ\tUKR\t138\tx\n' >keds
expect 0 "$TOCSIN" ingest news.jsonl keds --ledger l.db
expect 0 "$TOCSIN" info --ledger l.db
says out "documents    10"
says out "rows       2: 2 events, 0 rejects"
says out "2014-03-01 to 2014-03-02"
expect 0 "$TOCSIN" info --json --ledger l.db
python3 -c 'import json
sheet = json.load(open("out"))
assert sheet["documents"] == 10 and sheet["data_events"] == 2 and sheet["schema"] == 4 and sheet["files"][0]["unmapped"] > 0'
expect 1 "$TOCSIN" info --ledger none.db
expect 2 "$TOCSIN" info x --ledger l.db
