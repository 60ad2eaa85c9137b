# A document without a date is coded with events without one, and that is said.
. "$ROOT/tests/cli/lib.sh"
echo 'Poland closed its border with Belarus.' >text
expect 0 "$TOCSIN" code text
says err "have no date"
says out '"date":null'
expect 0 "$TOCSIN" code text --quiet
[ ! -s err ] || fail "--quiet is not quiet"
expect 0 "$TOCSIN" code text --date 2023-02-10
says out '"date":"2023-02-1'
