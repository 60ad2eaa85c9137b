# A line of JSON cut in half: told with its line; the lines around it are stored.
. "$ROOT/tests/cli/lib.sh"
articles 5 >a.jsonl
{ sed -n 1,2p a.jsonl; sed -n 3p a.jsonl | cut -c 1-60; sed -n 4,5p a.jsonl; } >half.jsonl
expect 0 "$TOCSIN" ingest half.jsonl
says out "4 new"
says err "half.jsonl:3: "
printf '%s\n' '[1,2]' '{"text":7}' '{"date":"2020-13-41","text":"Russia met Ukraine."}' 'null' '"x"' >odd.jsonl
printf '{"date":"2020-01-01","text":"x"}\n' | cat - odd.jsonl >odd2.jsonl
expect 0 "$TOCSIN" ingest odd2.jsonl --format jsonl
says out "rejects    5"
head -c 150 a.jsonl >cut.jsonl
expect 1 "$TOCSIN" ingest cut.jsonl
says err "cut.jsonl:1: "
sound tocsin.db
