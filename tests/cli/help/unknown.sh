# Unknown verbs, pages and options: status 2, the nearest name, and where to look.
. "$ROOT/tests/cli/lib.sh"
expect 2 "$TOCSIN" ingst
says err 'did you mean "ingest"?'
expect 2 "$TOCSIN" teh
expect 2 "$TOCSIN" tension --asfo 2020-01-01 A B
says err 'did you mean "--asof"?'
expect 2 "$TOCSIN" help breif
says err 'did you mean "brief"?'
expect 2 "$TOCSIN" xyzzy
silent_about err "did you mean"
says err "try: tocsin --help"
expect 2 "$TOCSIN"
says out "Examples"
expect 2 "$TOCSIN" ingest --ledger
says err "--ledger wants a value"
expect 2 "$TOCSIN" ingest --json=yes x
says err "takes no value"
expect 0 "$TOCSIN" --version
grep -Eq '^tocsin [0-9]+\.[0-9]+\.[0-9]+$' out || fail "no version"
