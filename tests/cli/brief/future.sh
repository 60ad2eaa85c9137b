# What is published after the day changes not one byte of the brief.
. "$ROOT/tests/cli/lib.sh"
sample l.db
for format in --md --html --json; do
    expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-06-30 --ledger l.db $format
    mv out "before$format"
done
cat >later.txt <<'TEXT'
Date: 2022-07-01
Source: Test
Title: Later

Russia attacked Poland on Friday. Belarus attacked Lithuania on Friday.
TEXT
expect 0 "$TOCSIN" ingest -q --ledger l.db later.txt
for format in --md --html --json; do
    expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2022-06-30 --ledger l.db $format
    cmp out "before$format" || fail "the future changed $format"
done
