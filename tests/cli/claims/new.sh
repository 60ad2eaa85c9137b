# Is it new, in which role, and what followed: "not yet" while a window is open; asked as of a day, later words and deeds are not known.
. "$ROOT/tests/cli/lib.sh"
cat >keds <<'T'
20130101	RUSGOV	UKRGOV	010	x
20140210	RUSGOV	UKRGOV	138	x
20140215	UKRMIL	RUSMIL	190	x
20140401	RUSGOV	UKRGOV	138	x
20140402	RUSMIL	UKRMIL	190	x
20140405	RUSMIL	UKRMIL	190	x
20140501	UKRGOV	RUSGOV	030	x
20140601	DEUGOV	FRAGOV	040	x
T
expect 0 "$TOCSIN" ingest -q keds --ledger l.db
expect 0 "$TOCSIN" claims RUS UKR --asof 2014-06-01 --ledger l.db --json
python3 - <<'PY'
import json
c = json.load(open("out"))["claims"]
assert [(x["day"], x["kind"]) for x in c] == [("2014-02-10", "warning"), ("2014-04-01", "warning"), ("2014-05-01", "promise")], c
assert c[0]["new"].startswith("yes") and c[1]["by_speaker"] == {"earlier": 1, "last": "2014-02-10", "last_event": c[0]["id"]}
assert [f["hostile_deeds"] for f in c[0]["followed"]] == [1, 3, None], "not yet is not 0"
assert c[1]["followed"][0]["hostile_deeds"] == 2 and c[1]["followed"][1]["hostile_deeds"] is None
assert c[0]["followed"][0]["before"] == 0 and c[0]["followed"][0]["index_change"] == 10
open("id", "w").write(c[0]["id"])
PY
expect 0 "$TOCSIN" why "$(cat id)" --ledger l.db
expect 0 "$TOCSIN" claims RUS UKR --asof 2014-04-01 --ledger l.db
says out "Is it new? The newest warning, of 2014-04-01: no: the 2nd of its kind by this speaker"
says out "90 days: not yet"
silent_about out "2014-05"
expect 0 "$TOCSIN" claims UKR --asof 2014-06-01 --ledger l.db --json
python3 -c 'import json; assert len(json.load(open("out"))["claims"]) == 3'
expect 0 "$TOCSIN" claims --asof 2014-06-01 --ledger l.db --json --kind all
python3 -c 'import json; assert len(json.load(open("out"))["claims"]) == 4'
expect 0 "$TOCSIN" claims RUS UKR --asof 2014-06-01 --ledger l.db --speaker UKR --json
python3 -c 'import json; c = json.load(open("out"))["claims"]; assert len(c) == 1 and c[0]["speaker"] == "UKRGOV"'
expect 0 "$TOCSIN" claims RUS UKR --asof 2014-06-01 --ledger l.db --since 2014-06-01
says out "none in the ledger"
expect 2 "$TOCSIN" claims RUS UKR --kind lies --ledger l.db
expect 2 "$TOCSIN" claims RUS UKR DEU --ledger l.db
expect 2 "$TOCSIN" claims RUS Nowhereland --ledger l.db
expect 1 "$TOCSIN" claims RUS UKR --ledger none.db
