# A correction takes a report out of force from the day it was learnt, and leaves a trail; what the accused side denies is
# disputed, and stays. The happening is that of 15 November 2022 at Przewodow.
. "$ROOT/tests/cli/lib.sh"
article() { # article FILE DATE SOURCE TITLE TEXT
    printf 'Date: %s\nSource: %s\nTitle: %s\n\n%s\n' "$2" "$3" "$4" "$5" >"$1.txt"
}
article a 2022-11-15 "First wire" "Blast in Poland" "Russian missiles hit Poland on Tuesday and killed two people, a senior US intelligence official said."
article b 2022-11-15 "Ministry" "Denial" "Russia's defence ministry denied on Tuesday that Russian missiles had hit Poland and called it a provocation."
article c 2022-11-16 "First wire" "CORRECTION: Blast in Poland" "The explosion was probably caused by a Ukrainian air defence missile. This corrects first reports of Tuesday that Russian missiles had hit Poland."
id_of() { # id_of FILE [MODALITY]
    python3 -c 'import sqlite3, sys
print(sqlite3.connect("tocsin.db").execute("""select e.id from event e join document d on d.id=e.document where d.file=?
and e.target_root="POL" and e.event="ASSAULT" and e.modality=? order by e.id""", sys.argv[1:]).fetchone()[0])' "$1" "${2:-done}"
}
deeds() { "$TOCSIN" tension RUS POL --asof "$1" --by day --from 2022-11-14 --csv --ledger "$2" | python3 -c 'import csv, sys
print(sum(float(row["deeds_hostile"] or 0) for row in csv.DictReader(sys.stdin)))'; }
expect 0 "$TOCSIN" ingest a.txt b.txt
REPORT=$(id_of a.txt)
DENIAL=$(id_of b.txt denied)
expect 0 "$TOCSIN" why "$REPORT"
says out "reports     1, from 1 source"
says out "disputed by Ministry, 15 November 2022"
says out "$DENIAL"
silent_about out "corrected by"
expect 0 "$TOCSIN" why "$DENIAL"
says out "disputes    $REPORT"
[ "$(deeds 2022-11-15 tocsin.db)" != 0.0 ] || fail "the report is not counted"
before=$(deeds 2022-11-15 tocsin.db)
expect 0 "$TOCSIN" ingest c.txt
expect 0 "$TOCSIN" why "$REPORT"
says out "reports     none in force; 1 corrected"
says out "corrected by First wire, 16 November 2022, “CORRECTION: Blast in Poland”"
says out "corrects first reports of Tuesday that Russian missiles had hit Poland"
SENTENCE=$(grep -o 's[0-9a-v]\{13\}' out | head -n 1)
expect 0 "$TOCSIN" why "$SENTENCE"
says out "This corrects first reports"
expect 0 "$TOCSIN" why "$REPORT" --json
python3 -c 'import json
fields = {f["name"]: f["value"] for f in json.load(open("out"))["fields"]}
assert fields["reports"] == "none in force; 1 corrected" and "corrected by" in fields' || fail "no trail in the JSON"
# as of the day before it was learnt the report is what was known
expect 0 "$TOCSIN" why "$REPORT" --asof 2022-11-15
says out "reports     1, from 1 source"
[ "$(deeds 2022-11-15 tocsin.db)" = "$before" ] || fail "the correction changed the day before it"
[ "$(deeds 2022-11-16 tocsin.db)" = 0.0 ] || fail "the corrected report is still counted"
expect 0 "$TOCSIN" brief RUS POL --asof 2022-11-16
silent_about out "$REPORT"
silent_about out "This corrects first reports"
# a report that was learnt later knew of the correction, and stands
article d 2022-11-17 "Second wire" "Again" "Russian missiles hit Poland on Tuesday and killed two people, and their parts were shown to inspectors on Thursday."
expect 0 "$TOCSIN" ingest d.txt
expect 0 "$TOCSIN" why "$REPORT"
says out "reports     1, from 1 source; 1 corrected"
# a denial by another side corrects
article e 2022-12-01 "Third wire" "Shots" "Belarus shelled Lithuania on Thursday, a broadcaster reported."
article f 2022-12-02 "Third wire" "No shots" "Lithuania's defence minister denied on Friday that Belarus had shelled Lithuania."
expect 0 "$TOCSIN" ingest e.txt f.txt --ledger other.db
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-12-01 --ledger other.db
says out "shelled Lithuania on Thursday"
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-12-02 --ledger other.db
silent_about out "shelled Lithuania on Thursday"
# the sample holds the happening, with the words of a correction that look like a report of it
sample brink.db
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-11-15 --ledger brink.db
says out "missiles crossed into Poland on Tuesday"
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-11-16 --ledger brink.db
silent_about out "This corrects first reports"
python3 - <<'P' >crossings || fail "the sample does not tell of the crossing"
import sqlite3
for row in sqlite3.connect("brink.db").execute("""select e.id from event e join sentence s on s.id=e.sentence
where s.text like 'Russian missiles crossed into Poland on Tuesday%' and e.source_root='RUS' and e.target_root='POL'"""): print(row[0])
P
[ -s crossings ] || fail "the first report has no event"
while read -r id; do
    expect 0 "$TOCSIN" why "$id" --ledger brink.db
    says out "reports     none in force; 1 corrected"
    says out "corrected by NATO press conference"
done <crossings
