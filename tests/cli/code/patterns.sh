# The baseline: a verb between two actors, and what it gets wrong where the trees do not.
. "$ROOT/tests/cli/lib.sh"
events() { # events OPTION... <TEXT: event, source and target of each
    expect 0 "$TOCSIN" code --quiet --date 2023-05-01 "$@" -
    python3 -c 'import json, sys
for line in sys.stdin:
    e = json.loads(line)
    print(e["event"], e["source"]["code"], (e["target"] or {}).get("code"), e["modality"])' <out >told
}
echo "Russia attacked Ukraine." | events --patterns-only
[ "$(cat told)" = "ASSAULT RUS UKR done" ] || fail "$(cat told)"
says out '"rule":"pattern heads:'
echo "Ukraine was invaded by Russia." | events --patterns-only
[ "$(cat told)" = "ASSAULT RUS UKR done" ] || fail "passive: $(cat told)"
echo "Ukraine was calm on Sunday." | events --patterns-only
[ ! -s told ] || fail "one actor: $(cat told)"
echo "Russia never attacked Ukraine." | events --patterns-only
[ "$(cat told)" = "ASSAULT RUS UKR done" ] || fail "a pattern knows no denial: $(cat told)"
echo "Russia never attacked Ukraine." | events
! grep -q "done" told || fail "a tree does: $(cat told)"
expect 0 "$TOCSIN" code --patterns-only --threads 1 --explain "$ROOT/examples/brink/wire.jsonl"
mv out one
expect 0 "$TOCSIN" code --patterns-only --threads 3 --explain "$ROOT/examples/brink/wire.jsonl"
cmp one out || fail "threads differ"
expect 2 "$TOCSIN" code --patterns-only --pairs p.jsonl
says err "--patterns-only does not go with --pairs"
