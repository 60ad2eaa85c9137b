# Actors whose state the text does not tell are kept with their words and role, and never feed the tension of two states.
. "$ROOT/tests/cli/lib.sh"
cat >text <<'E2'
Gunmen attacked a market and killed 12 villagers. Police in Minsk said nothing. Viktor Ostrowan accused Belarus of lies.

Protesters blocked the highway in Tbilisi. Masked soldiers arrested three journalists in Warsaw. Rust attacked the bridge.
E2
expect 0 "$TOCSIN" code --date 2023-08-10 text
python3 - <<'PY' || fail "the strangers are not as they should be"
import json
events = [json.loads(line) for line in open("out")]
assert len({event["id"] for event in events}) == len(events)
by = {event["source"]["text"]: event for event in events}
assert by["Gunmen"]["source"] == {"code": "UAF", "text": "Gunmen"}, by["Gunmen"]
assert by["Gunmen"]["target"]["code"] == "CVL" and by["Gunmen"]["target"]["text"] == "villagers"
assert by["Viktor Ostrowan"]["source"]["code"] == "UNK" and by["Viktor Ostrowan"]["target"]["code"] == "BLR"
assert by["Protesters"]["source"] == {"code": "GEOOPP", "text": "Protesters"}, by["Protesters"]  # at home
soldiers = by["Masked soldiers"]
assert soldiers["source"] == {"code": "GOVMIL", "text": "Masked soldiers", "country": "POL", "country_by": "place"}
assert "Rust" not in by
PY
expect 0 "$TOCSIN" ingest -q --ledger l.db --date 2023-08-10 text
python3 - <<'PY' || fail "the ledger knows a state that the text does not"
import sqlite3
rows = sqlite3.connect("l.db").execute("select source, source_text, source_root, target, target_root from event").fetchall()
assert ("UAF", "Gunmen", None, "CVL", None) in rows, rows
PY
expect 0 "$TOCSIN" tension BLR POL --asof 2023-08-15 --ledger l.db --json
python3 - <<'PY' || fail "strangers feed a tension"
import json
points = json.load(open("out"))["points"]
assert all(point[index]["events"] == 0 for point in points for index in ("words", "deeds"))
PY
