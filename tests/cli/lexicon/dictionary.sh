# --dictionary: code and ingest code with the dictionaries of others; faulty lines are told and counted.
. "$ROOT/tests/cli/lib.sh"
cat >mine.actors <<'D'
ZORBLAND_ [FRA]
GENERAL_KELP
	[FRAGOVMIL 200101-201231]
	[FRAREB >210101]
ZORBAXIS [FRA/DEU]
BROKEN [FRA 201231-200101]
D
printf 'ZORBMASTER [~GOV]\n' >mine.agents
printf 'CANDLEMAS\n+WORLD CUP\n' >mine.discards
echo 'Zorbland attacked Poland on Friday.' >a.txt
expect 0 "$TOCSIN" code a.txt --date 2020-06-05
[ ! -s out ] || fail "Zorbland is known without a dictionary"
expect 0 "$TOCSIN" code a.txt --date 2020-06-05 --dictionary mine.actors
says out '"source":{"code":"FRA","text":"Zorbland"}'
says err "mine.actors:6: range \" 201231-200101\" is reversed"
[ "$(grep -c 'mine.actors' err)" -eq 1 ] || fail "more than the one faulty line"
expect 0 "$TOCSIN" code a.txt --date 2020-06-05 --dictionary mine.actors --explain
says out "mine.actors:1"
echo 'General Kelp attacked Poland on Friday.' >b.txt
expect 0 "$TOCSIN" code b.txt --date 2020-06-05 --dictionary mine.actors
says out '"code":"FRAGOVMIL"'
expect 0 "$TOCSIN" code b.txt --date 2021-06-05 --dictionary mine.actors
says out '"code":"FRAREB"'
echo 'The zorbmasters of Zorbland attacked Poland on Friday.' >c.txt
expect 0 "$TOCSIN" code c.txt --date 2020-06-05 --dictionary mine.actors --dictionary mine.agents
says out '"code":"FRAGOV"'
echo 'Zorbaxis attacked Poland on Friday.' >d.txt
expect 0 "$TOCSIN" code d.txt --date 2020-06-05 --dictionary mine.actors
says out '"code":"FRA"'
says out '"code":"DEU"'
# discards: a sentence, and a whole story
printf 'Zorbland attacked Poland on Friday. After Candlemas Zorbland attacked Lithuania on Friday.\n' >e.txt
expect 0 "$TOCSIN" code e.txt --date 2020-06-05 --dictionary mine.actors
says out '"LTU"'
expect 0 "$TOCSIN" code e.txt --date 2020-06-05 --dictionary mine.actors --dictionary mine.discards
says out '"POL"'
silent_about out '"LTU"'
printf 'Zorbland attacked Poland on Friday. It was the day of the World Cup.\n' >f.txt
expect 0 "$TOCSIN" code f.txt --date 2020-06-05 --dictionary mine.actors --dictionary mine.discards
[ ! -s out ] || fail "a story that is discarded gave an event"
# ingest, and all faulty lines in its file of rejects
expect 0 "$TOCSIN" ingest a.txt --date 2020-06-05 --dictionary mine.actors --rejects rejects --json
says out '"events":1'
says rejects "mine.actors:6: range"
# refused as a whole
printf -- '- * EFFORT [987]\n' >some.verbs
expect 1 "$TOCSIN" code a.txt --date 2020-06-05 --dictionary some.verbs
says err "dictionary of verbs"
expect 1 "$TOCSIN" code a.txt --date 2020-06-05 --dictionary nowhere
expect 2 "$TOCSIN" code a.txt --dictionary
