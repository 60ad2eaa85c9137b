# One long sentence, and one word a hundred thousand times (under sanitizers a fifth of that): linear work, no failure.
. "$ROOT/tests/cli/lib.sh"
n=$(enough 100000 20000)
awk -v n="$n" 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < n; i++) printf "Russia and "; print "Ukraine met." }' >names.txt
awk -v n="$n" 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < n; i++) printf "(\""; print "" }' >quotes.txt
awk -v n="$n" 'BEGIN { printf "Date: 2020-01-01\n\n"; for (i = 0; i < n; i++) printf "Mr. "; print "" }' >points.txt
awk -v n="$n" 'BEGIN { for (i = 0; i < n; i++) printf "<div>"; print "Russia met Ukraine." }' >deep.html
awk -v n="$n" 'BEGIN { for (i = 0; i < n; i++) printf "{\"text\":"; print "" }' >deep.jsonl
for file in names.txt quotes.txt points.txt; do
    expect 0 timeout 60 "$TOCSIN" ingest $file
done
for file in deep.html deep.jsonl; do
    expect 1 timeout 60 "$TOCSIN" ingest $file
done
sound tocsin.db
