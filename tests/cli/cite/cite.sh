# A citation names the data, their hashes and the export that was made.
. "$ROOT/tests/cli/lib.sh"
printf '140301\tRUSGOV\tUKR\t138\tx\n' >keds
expect 0 "$TOCSIN" ingest keds --ledger l.db
expect 0 "$TOCSIN" export --ledger l.db --out e.csv
expect 0 "$TOCSIN" cite e.csv --ledger l.db
says out "Schrodt, P., Davis, S. and Weddle, J. (1994)"
says out "Made with tocsin"
grep -q '^e.csv: [0-9]* bytes, XXH3-128 [0-9a-f]\{32\}$' out || fail "the export is not cited"
grep -q 'keds: 1 events, 2014-03-01 to 2014-03-01; XXH3-128 [0-9a-f]\{32\}$' out || fail "the file is not cited"
expect 0 "$TOCSIN" cite e.csv --json --ledger l.db
python3 -c 'import json
sheet = json.load(open("out"))
assert sheet["made"][0]["name"] == "e.csv" and sheet["files"][0]["citation"] and sheet["cited"]'
expect 1 "$TOCSIN" cite nothing.csv --ledger l.db
