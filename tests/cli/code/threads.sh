# The output is the same on any number of threads, in the order of the input: short documents, long ones, pairs.
# Plain only: hundreds of documents on many threads.
. "$ROOT/tests/cli/lib.sh"
articles 300 >a.jsonl
python3 - a.jsonl "$ROOT"/examples/brink/wire.jsonl "$ROOT"/examples/brink/2*/*.txt >b.jsonl <<'PY'
import json, pathlib, sys
news = [json.loads(line)["text"] for path in sys.argv[1:3] for line in open(path, encoding="utf-8")]
told = [pathlib.Path(path).read_text(encoding="utf-8").partition("\n\n")[2] for path in sys.argv[3:]]
whole = "\n\n".join(told + news)
assert len(whole) > 100000
# Three long documents among short ones: names of the first pages are what the last ones speak of.
for number, text in enumerate([told[0], whole, told[1], whole[:60000], whole[60000:], ""]):
    print(json.dumps({"id": f"d{number}", "date": "2023-08-15", "title": "Talks in Minsk" if number % 2 else "", "text": text}))
PY
python3 - b.jsonl >p.jsonl <<'PY'
import json, sys
text = json.loads(open(sys.argv[1], encoding="utf-8").readlines()[1])["text"].split(". ")
for number, sentence in enumerate(text[:600]):
    print(json.dumps({"id": number, "text": sentence, "source": "Russia", "target": "Poland"}) if number % 50 else "no pair")
PY
for n in 1 2 3; do
    expect 0 "$TOCSIN" code --threads $n --reasons a.jsonl
    mv out $n.a
    expect 0 "$TOCSIN" code --threads $n --reasons - <b.jsonl
    mv out $n.b
    expect 0 "$TOCSIN" code --threads $n --explain "$ROOT/examples/brink/wire.jsonl"
    mv out $n.e
    expect 0 "$TOCSIN" code --threads $n --pairs p.jsonl
    says err "p.jsonl:51: not a JSON object"
    cat out err >$n.p
done
[ "$(wc -l <1.a)" -gt 200 ] && [ "$(wc -l <1.b)" -gt 300 ] || fail "too few events to compare"
[ "$(wc -l <1.p)" -ge 588 ] || fail "pairs are missing"
for kind in a b e p; do
    for n in 2 3; do
        cmp 1.$kind $n.$kind || fail "$n threads give another $kind"
    done
done
expect 0 "$TOCSIN" ingest --threads 1 --ledger 1.db b.jsonl
expect 0 "$TOCSIN" ingest --threads 3 --ledger 3.db b.jsonl
rows 1.db >1.rows
rows 3.db >3.rows
cmp 1.rows 3.rows || fail "the ledger differs"
expect 0 "$TOCSIN" code --threads 2 --times a.jsonl
says err '{"documents":300,"sentences":900,"events":'
says err '"trees_seconds":'
# With one thread each document is answered before the next comes.
mkfifo feed
"$TOCSIN" code --threads 1 --format jsonl feed >slow &
code=$!
exec 3>feed
head -n 40 a.jsonl >&3
tries=0
while [ ! -s slow ] && [ $tries -lt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
[ -s slow ] || echo "nothing yet" >early
exec 3>&-
wait $code
[ ! -e early ] || fail "one thread keeps its answers back"
expect 2 "$TOCSIN" code --threads 0 a.jsonl
says err "--threads is from 1 to 256"
expect 2 "$TOCSIN" code --threads 257 --pairs p.jsonl
expect 2 "$TOCSIN" code --threads two a.jsonl
says err 'wants a whole number, not "two"'
expect 2 "$TOCSIN" code --times --pairs p.jsonl
says err "--times does not go with --pairs"
status=0
if [ -e /dev/full ]; then
    "$TOCSIN" code --threads 3 b.jsonl >/dev/full 2>err || status=$?
    [ $status = 1 ] || fail "status $status"
    says err "cannot write"
fi
