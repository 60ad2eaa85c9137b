# Asked wrongly is 2; no ledger is 1; an empty one is answered without a figure.
. "$ROOT/tests/cli/lib.sh"
for verb in channels mediators; do
    expect 2 "$TOCSIN" $verb RUS
    expect 2 "$TOCSIN" $verb RUS UKR --asof 2014-13-40
    expect 1 "$TOCSIN" $verb RUS UKR --ledger none.db
    [ ! -e none.db ] || fail "a ledger was made"
done
articles 5 >a.jsonl
expect 0 "$TOCSIN" ingest -q --ledger l.db a.jsonl
expect 2 "$TOCSIN" channels RUS Nowhereland --ledger l.db
says err "Nowhereland"
expect 2 "$TOCSIN" channels RUS RUS+BLR --ledger l.db
says err "on both sides"
expect 0 "$TOCSIN" channels IND PAK --asof 2014-01-01 --ledger l.db
says out "silence of a ledger is not"
expect 0 "$TOCSIN" mediators BOL PRY --asof 2014-01-01 --ledger l.db
says out "not enough"
expect 0 "$TOCSIN" mediators BOL PRY --asof 2014-01-01 --ledger l.db --json
python3 -c 'import json; assert json.load(open("out"))["mediators"] == []'
mkdir data
cp -r "$ROOT"/data/* data/
grep -v "^param	open_days" data/method/channels.tsv >t
mv t data/method/channels.tsv
expect 1 "$TOCSIN" channels IND PAK --asof 2014-01-01 --ledger l.db --data data
says err "open_days"
