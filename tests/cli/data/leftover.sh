# A panel's building that was killed leaves nothing behind: the next one removes the file, and leaves what others hold or nobody made.
. "$ROOT/tests/cli/lib.sh"
articles 20 >a.jsonl
expect 0 "$TOCSIN" ingest a.jsonl
expect 0 "$TOCSIN" tension RUS POL --asof 2023-08-15
panel=$(ls ./*.panel)
rm "$panel"
echo torn >"$panel.4711.new"
echo held >"$panel.4712.new"
echo other >"$panel.mine.new"
python3 -c 'import fcntl, sys, time
f = open(sys.argv[1], "r+")
fcntl.flock(f, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)' "$panel.4712.new" >ready &
holder=$!
while ! grep -q held ready; do sleep 0.1; done
expect 0 "$TOCSIN" tension RUS POL --asof 2023-08-15
kill $holder
[ -e "$panel" ] || fail "the panel was not made anew"
[ ! -e "$panel.4711.new" ] || fail "what a killed process left is still there"
[ -e "$panel.4712.new" ] || fail "a file that another process holds was removed"
[ -e "$panel.mine.new" ] || fail "a file of another name was removed"
