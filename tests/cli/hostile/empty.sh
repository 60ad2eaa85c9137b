# An empty file, and files of white space: a reject with a reason, status 1 when there was nothing else.
. "$ROOT/tests/cli/lib.sh"
: >empty.txt
printf '\n\n   \n' >blank.txt
: >empty.jsonl
for file in empty.txt blank.txt empty.jsonl; do
    expect 1 "$TOCSIN" ingest $file
    says err "$file"
    says err "no document could be read"
    expect 1 "$TOCSIN" code $file
done
articles 3 >a.jsonl
expect 0 "$TOCSIN" ingest empty.txt a.jsonl
says out "3 new"
says out "rejects    1"
sound tocsin.db
