# Text with header lines, JSON Lines and HTML are read as code reads them; --input text reads all as plain text.
. "$ROOT/tests/cli/lib.sh"
printf 'Date: 2023-02-10\nTitle: Border closed\n\nPoland closed its border.\n' >a.txt
printf '{"date":"2023-02-10","title":"Border closed","text":"Poland closed its border."}\n' >a.jsonl
printf '<!doctype html><html><head><title>Border closed</title></head><body><article><p>Poland closed its border with Belarus on Friday, officials said.</p></article></body></html>' >a.html
for file in a.txt a.jsonl a.html; do
    expect 0 "$TOCSIN" parse $file
    says out "# text = Border closed"
    says out "# text = Poland closed its border"
    silent_about out "Date:"
    [ "$(grep -c '^# newdoc' out)" = 1 ] || fail "documents of $file"
done
expect 0 "$TOCSIN" parse a.txt --input txt
mv out first
expect 0 "$TOCSIN" parse - --input auto <a.txt
cmp first out || fail "standard input differs"
expect 0 "$TOCSIN" parse a.txt --out trees
[ ! -s out ] || fail "--out, and words on standard output"
cmp first trees || fail "--out differs"
expect 0 "$TOCSIN" parse --input text a.txt
says out "# text = Date: 2023-02-10"
expect 0 "$TOCSIN" parse --input text a.jsonl
says out '	date	'
: >empty
expect 1 "$TOCSIN" parse empty
says err "empty"
expect 1 "$TOCSIN" parse nowhere
says err "nowhere"
expect 2 "$TOCSIN" parse --input doc a.txt
says err "conllu"
expect 2 "$TOCSIN" parse --threads 0 a.txt
expect 2 "$TOCSIN" parse a.txt a.txt
