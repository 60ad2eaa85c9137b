# One long sentence, and one word a hundred thousand times: linear work, no failure.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < 100000; i++) printf "Russia and "; print "Ukraine met." }' >names.txt
awk 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < 100000; i++) printf "(\""; print "" }' >quotes.txt
awk 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < 100000; i++) printf "Mr. "; print "" }' >points.txt
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>"; print "Russia met Ukraine." }' >deep.html
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "{\"text\":"; print "" }' >deep.jsonl
for file in names.txt quotes.txt points.txt; do
    expect 0 timeout 60 "$TOCSIN" ingest $file
done
for file in deep.html deep.jsonl; do
    expect 1 timeout 60 "$TOCSIN" ingest $file
done
sound tocsin.db
