# Asked wrongly, and too little to go by.
. "$ROOT/tests/cli/lib.sh"
sample l.db
expect 2 "$TOCSIN" whatif RUS NATO --ledger l.db
says err "say what to assume"
expect 2 "$TOCSIN" whatif RUS --with "CONSULT monthly" --ledger l.db
expect 2 "$TOCSIN" whatif RUS RUS+BLR --with "CONSULT monthly" --ledger l.db --asof 2021-06-01
for wrong in "CONSULT" "CONSULT sometimes" "PICNIC monthly" "" "FRA: CONSULT" ": monthly" "CONSULT 2023-13-40" "CONSULT 2020-01-01" "NOBODY: CONSULT monthly" "CONSULT yearly"; do
    case ${SANITIZED:-}$wrong in 1*sometimes | 1PICNIC* | 1*yearly | 1*2020*) continue ;; esac # of like kind
    expect 2 "$TOCSIN" whatif RUS+BLR NATO --with "$wrong" --ledger l.db --asof 2021-06-01
done
expect 2 "$TOCSIN" whatif RUS+BLR NATO --with "CHN: CONSULT monthly" --ledger l.db --asof 2021-06-01
says err "is on neither side"
expect 2 "$TOCSIN" whatif RUS+BLR NATO --without "THREATEN monthly" --ledger l.db --asof 2021-06-01
says err "nothing behind it"
for option in "--days 0" "--days 5000" "--runs 5" "--seed -1" "--threads 1000" "--runs x"; do
    expect 2 "$TOCSIN" whatif RUS NATO --with "CONSULT monthly" --ledger l.db $option
done
expect 1 "$TOCSIN" whatif CHN ISL --with "CONSULT monthly" --ledger l.db
says err "not enough"
expect 1 "$TOCSIN" whatif RUS NATO --with "CONSULT monthly" --ledger l.db --asof 1930-01-01
expect 1 "$TOCSIN" whatif RUS NATO --with "CONSULT monthly" --ledger none.db
expect 0 "$TOCSIN" whatif --help
says out "tocsin whatif"
