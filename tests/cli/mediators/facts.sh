# What is on record between two sides is told from the day on which it began, counts half when it has ended, and less the longer ago that is.
. "$ROOT/tests/cli/lib.sh"
printf '20121101\tUSAGOV\tIRNGOV\t112\tx\n20121101\tISRGOV\tPSEGOV\t112\tx\n20121101\tINDGOV\tPAKGOV\t112\tx\n' >keds
expect 0 "$TOCSIN" ingest -q keds --ledger l.db
record() { # A B DAY CODE: the part "record" of the mediator
    "$TOCSIN" mediators "$1" "$2" --asof "$3" --ledger l.db --json | python3 -c 'import json, sys
rows = {m["code"]: m for m in json.load(sys.stdin)["mediators"]}
print("%.3f %s" % (rows[sys.argv[1]]["parts"]["record"], rows[sys.argv[1]]["record"]) if sys.argv[1] in rows else "none")' "$4"
}
same() { [ "$1" = "$2" ] || fail "\"$1\" is not \"$2\""; }
same "$(record USA IRN 2012-06-30 OMN)" none
same "$(record USA IRN 2013-01-01 OMN)" "1.000 IRN-USA-OMN-2" # the secret talks
same "$(record USA IRN 2013-11-25 OMN)" "0.500 IRN-USA-OMN-2" # over on this day
same "$(record USA IRN 2016-01-01 EU)" "0.492 IRN-USA-EU"
same "$(record ISR PSE 2013-09-14 NOR)" "0.250 ISR-PSE-NOR" # Oslo, twenty years ago
same "$(record PSE ISR 2013-09-14 NOR)" "0.250 ISR-PSE-NOR"
same "$(record IND PAK 2014-01-01 UN)" "1.000 IND-PAK-UN"
# who has left a treaty is not defended by it
expect 0 "$TOCSIN" ally PAK --on 1970-01-01
says out "MANILA-4"
expect 0 "$TOCSIN" ally PAK --on 2014-09-30
if grep -q MANILA out; then fail "Pakistan left the Manila pact in 1973"; fi
expect 0 "$TOCSIN" ally THA --on 2014-09-30
says out "MANILA-4-3"
# every row is sound: known codes, whole spells, a mediator that is no side, a symbol where a document is named
python3 - <<'E' || fail "see above"
import datetime, os
world = os.environ["ROOT"] + "/data/world/"
read = lambda name: [l.rstrip("\n").split("\t") for l in open(world + name, encoding="utf-8") if l.strip() and l[0] != "#"]
codes = {row[0] for name in ("states.tsv", "blocs.tsv") for row in read(name)}
head, *rows = read("mediators.tsv")
assert len({row[0] for row in rows}) == len(rows)
for row in rows:
    r = dict(zip(head, row))
    assert {r["side_a"], r["side_b"], *r["mediator"].split(";")} <= codes, row
    assert not {r["side_a"], r["side_b"]} & set(r["mediator"].split(";")), row
    begun, over = datetime.date.fromisoformat(r["from"]), r["to"] and datetime.date.fromisoformat(r["to"])
    assert not over or begun < over, row
    assert r["source"] != "UNDOC" or r["note"][:2] in ("S/", "A/"), row
E
