# Who is drawn in, clause by clause; within an alliance nobody; as of the day.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" ally Poland --on 2023-08-15 --attacked-by Belarus --json
python3 -c 'import json
clauses = {c["id"]: c for c in json.load(open("out"))["clauses"]}
assert len(clauses["NATO-5"]["bound_with_it"]) == 30 and "FIN" in clauses["NATO-5"]["bound_with_it"]
assert not clauses["NATO-5"]["attacker_bound_too"]'
expect 0 "$TOCSIN" ally POL --on 2023-04-03 --attacked-by BLR
silent_about out "Denmark, Spain, Estonia, Finland, France, United Kingdom"
expect 0 "$TOCSIN" ally GRC --on 2023-08-15 --attacked-by TUR
tr '\n' ' ' <out | tr -s ' ' >flat
says flat "the attacker is bound by it, too: Türkiye"
expect 0 "$TOCSIN" ally BLR --on 2023-08-15
says out "[CSTO-4]"
expect 2 "$TOCSIN" ally Atlantis
expect 2 "$TOCSIN" ally POL --attacked-by NATO
