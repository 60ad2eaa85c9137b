# Every id that a brief prints opens; events and figures open down to a sentence, its source and its document.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" ingest -q --ledger l.db "$ROOT/examples/brink"
for question in 'RUS+BLR NATO 2023-08-15' 'NATO CSTO 2024-06-01'; do
    set -- $question
    expect 0 "$TOCSIN" brief "$1" "$2" --asof "$3" --ledger l.db --json --out b.json
    python3 - >ids <<'PY'
import json
brief = json.load(open("b.json", encoding="utf-8"))
ids = {line["id"] for section in brief["sections"] for line in section["lines"]}
ids |= {r["id"] for r in brief["readings"]} | set(brief["figures"]) | {brief["answer"]["id"]}
for e in brief["evidence"]:
    ids |= {e["event"]["id"], e["event"]["sentence"], e["event"]["document"]}
print("\n".join(sorted(i for i in ids if i)))
PY
    [ "$(wc -l <ids)" -gt 40 ] || fail "few ids"
    while read -r id; do
        expect 0 "$TOCSIN" why "$id" --asof "$3" --ledger l.db
        [ -s out ] || fail "nothing behind $id"
        case $id in
        e?????????????) says out 'sentence ' && says out 'rule ' && says out 'source ' ;;
        esac
        expect 0 "$TOCSIN" why "$id" --asof "$3" --ledger l.db --json
        cat out >>all.json
    done <ids
    python3 - <<'PY' || fail "an answer in JSON is not as it should be"
import json
text, at, count = open("all.json", encoding="utf-8").read(), 0, 0
while at < len(text):
    answer, at = json.JSONDecoder().raw_decode(text, at)
    assert answer["fields"], answer
    while at < len(text) and text[at].isspace():
        at += 1
    count += 1
assert count == len(open("ids").read().split()), count
PY
    rm all.json
done
