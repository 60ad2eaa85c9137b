# kill -9 in the middle leaves a sound ledger; running again completes it to what an undisturbed run makes.
# Plain only: thousands of documents, killed again and again; script/fault kills, too.
. "$ROOT/tests/cli/lib.sh"
articles 1500 >a.jsonl
begun=$(date +%s%N)
expect 0 "$TOCSIN" ingest a.jsonl --ledger whole.db
took=$(($(date +%s%N) - begun))
rows whole.db >whole
cut=0
try=0
while [ $try -lt 20 ] && [ $cut -lt 2 ]; do # ever later, until it has been cut twice in the middle
    try=$((try + 1))
    rm -f cut.db*
    "$TOCSIN" ingest a.jsonl --ledger cut.db >/dev/null 2>&1 &
    child=$!
    sleep "$(awk "BEGIN { print $took * $try / 20e9 }")"
    kill -9 $child 2>/dev/null || true
    wait $child 2>/dev/null || true
    [ -s cut.db ] && [ "$(count cut.db "sqlite_master where name = 'document'")" = 1 ] || continue
    there=$(count cut.db document)
    [ "$there" -gt 0 ] && [ "$there" -lt 1500 ] || continue
    cut=$((cut + 1))
    echo "killed after $try/20 of the time: $there documents"
    sound cut.db
    expect 0 "$TOCSIN" ingest a.jsonl --ledger cut.db
    says out "$(printf '%d' "$there" | sed ':a;s/\B[0-9]\{3\}\>/,&/;ta') known already"
    sound cut.db
    rows cut.db >completed
    cmp whole completed || fail "the completed ledger differs from the undisturbed one"
done
[ $cut -gt 0 ] || { echo "too fast to be cut"; exit 77; }
