# Swapping the sides gives the same series; days, weeks and months add up to the same events.
. "$ROOT/tests/cli/lib.sh"
sample l.db
for by in day week month; do
    expect 0 "$TOCSIN" tension RUS+BLR NATO --from 2021-01-01 --asof 2023-08-15 --by $by --ledger l.db --csv
    mv out forth.$by
    expect 0 "$TOCSIN" tension NATO BLR+RUS --from 2021-01-01 --asof 2023-08-15 --by $by --ledger l.db --csv
    cmp out forth.$by || fail "not mirrored by $by"
    python3 -c 'import csv, sys
print(*[sum(int(row[k]) for row in csv.DictReader(open(sys.argv[1], newline=""))) for k in ("words_events", "deeds_events", "reports")])' \
        forth.$by >sum.$by
done
cmp sum.day sum.week || fail "weeks do not add up"
cmp sum.day sum.month || fail "months do not add up"
