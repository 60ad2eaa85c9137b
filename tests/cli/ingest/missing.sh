# A path that is not there: nothing is read, status 1. Nothing named: usage. Nothing in the folder: status 1.
. "$ROOT/tests/cli/lib.sh"
articles 2 >a.jsonl
expect 1 "$TOCSIN" ingest a.jsonl nosuch
says err 'tocsin: there is no file or folder "nosuch"'
[ ! -e tocsin.db ] || fail "a ledger was made"
expect 2 "$TOCSIN" ingest
says err "try: tocsin help ingest"
mkdir empty
expect 1 "$TOCSIN" ingest empty
says err "no document could be read"
expect 2 "$TOCSIN" ingest a.jsonl --format pdf
expect 2 "$TOCSIN" ingest a.jsonl --date yesterday
expect 1 "$TOCSIN" ingest a.jsonl --data .
says err "ontology/cameo.tsv"
