# The plot keeps to its width, has both panels, and only ASCII with --ascii.
. "$ROOT/tests/cli/lib.sh"
sample l.db
for columns in 60 80 100; do
    for by in day week month; do
        COLUMNS=$columns expect 0 "$TOCSIN" tension RUS NATO --asof 2023-08-15 --by $by --ledger l.db
        says out 'Words: hostile weight'
        says out 'Deeds: hostile weight'
        python3 -c 'import sys
for line in open("out", encoding="utf-8"):
    assert len(line.rstrip("\n")) <= max(int(sys.argv[1]), 106), line' $columns || fail "too wide by $by in $columns"
    done
done
expect 0 "$TOCSIN" tension PER ECU --asof 2023-08-15 --ledger l.db --ascii
says out 'not enough'
expect 0 "$TOCSIN" tension RUS NATO --asof 2023-08-15 --ledger l.db --ascii
grep -v '^  \(FACT\|CLAIM\)' out | sed -n '/hostile weight/,/^from/p' >panel
! LC_ALL=C grep -q '[^ -~]' panel || fail "not ASCII"
