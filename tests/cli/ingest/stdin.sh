# Standard input is "-"; --date serves documents that have none; $TOCSIN_LEDGER names the ledger.
. "$ROOT/tests/cli/lib.sh"
export TOCSIN_LEDGER=here.db
echo 'Germany and France held talks in Berlin.' >text
expect 1 "$TOCSIN" ingest - <text
says err "without a date"
expect 0 "$TOCSIN" ingest - --date 2021-02-03 <text
says out "documents  1 new"
[ "$(count here.db "document where date = '2021-02-03'")" = 1 ] || fail "the date is not 2021-02-03"
[ ! -e tocsin.db ] || fail "tocsin.db was made"
