# Forecasts are recorded once a day, resolved from data by their rule, scored; and whoever changes a line is told of.
# Plain only: the same commands run in forecast/guard, forecast/ladder and forecast/question.
. "$ROOT/tests/cli/lib.sh"
sample l.db
export TOCSIN_LEDGER=l.db
expect 1 "$TOCSIN" score
says err "no forecast ledger"
expect 1 "$TOCSIN" resolve
three() { # the questions that this test can resolve
    for question in contact threat consultation; do
        expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2022-02-15 --question $question
    done
}
three
says out "in l.db.forecasts, 1 line from 3 on; last hash "
cp l.db.forecasts once
three
says out "in l.db.forecasts already, from line 3 on"
cmp once l.db.forecasts || fail "the same forecast was recorded twice on one day"
expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2023-08-15 --question dispute
says out "1 line from 4 on"
expect 0 "$TOCSIN" score
says out "4 forecasts, 0 resolved, 0 void, 4 open"
says out "none yet: nothing has been resolved"
# before the window is over only a yes can be closed
expect 0 "$TOCSIN" resolve --asof 2022-03-01 --dry-run
says out "yes    line 3, consultation"
says out "[NATO-4:2022-02-24]"
says out "window is not over"
expect 0 "$TOCSIN" resolve --dry-run --json
python3 - <<'PY'
import json
told = json.load(open("out"))
assert told["written"] is False
by = {f["question"]: f for f in told["forecasts"]}
assert by["consultation"]["outcome"] == "yes" and by["consultation"]["evidence"] == "NATO-4:2022-02-24"
assert by["contact"]["outcome"] == "yes" and by["contact"]["evidence"].startswith("e")
assert by["threat"]["outcome"] == "no" and by["threat"]["evidence"] is None
assert by["dispute"]["outcome"] == "open"
PY
cmp once l.db.forecasts >/dev/null && fail "the second question was not recorded"
expect 0 "$TOCSIN" resolve
says out "3 closed, 1 open; recorded in l.db.forecasts"
# the evidence opens
expect 0 "$TOCSIN" resolve
says out "0 closed, 1 open; nothing was written"
id=$(python3 -c 'import json; print(next(e["evidence"] for e in map(json.loads, open("l.db.forecasts")) if e.get("of") == 1))')
expect 0 "$TOCSIN" why "$id"
expect 0 "$TOCSIN" score
says out "4 forecasts, 3 resolved, 0 void, 1 open"
says out "made when their window was over"
says out "RELIABILITY"
expect 0 "$TOCSIN" score --json
python3 - <<'PY'
import json
told = json.load(open("out"))
lines = [json.loads(line) for line in open("l.db.forecasts")]
made = {l["n"]: l for l in lines if l["kind"] == "forecast"}
pairs = [(made[l["of"]], l["outcome"] == "yes") for l in lines if l["kind"] == "resolution"]
brier = sum((f["probability"] - happened) ** 2 for f, happened in pairs) / len(pairs)
base = sum((f["base"] - happened) ** 2 for f, happened in pairs) / len(pairs)
assert abs(told["all"]["brier"] - brier) < 1e-12 and abs(told["all"]["skill"] - (1 - brier / base)) < 1e-12
assert told["all"]["yes"] == 2 and told["all"]["no"] == 1 and told["head"] == lines[-1]["hash"]
assert sum(b["count"] for b in told["all"]["reliability"]) == 3
# the chain, by nothing of ours
import hashlib
before = "0" * 64
for raw in open("l.db.forecasts", "rb"):
    body, tail = raw.rstrip(b"\n").rsplit(b',"hash":"', 1)
    assert json.loads(raw)["prev"] == before
    before = tail[:64].decode()
    assert hashlib.sha256(body).hexdigest() == before
PY
expect 0 "$TOCSIN" score --svg --out r.svg
python3 -c 'import xml.dom.minidom; d = xml.dom.minidom.parse("r.svg"); assert len(d.getElementsByTagName("circle")) >= 2'
silent_about r.svg "<script"
expect 0 "$TOCSIN" score --svg --question contact
expect 1 "$TOCSIN" score --svg --question luck
expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2023-08-15 --dry-run --json
says out "1 resolved, 1 yes"
# the track record stands in the brief
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 --json
says out "1 resolved, 1 yes"
# tampering
head=$(python3 -c 'import json; print([json.loads(l) for l in open("l.db.forecasts")][-1]["hash"])')
expect 0 "$TOCSIN" check --head "$head"
says out "7 lines, each follows the one before"
cp l.db.forecasts whole
cp l.db.forecasts.head whole.head
back() { cp whole l.db.forecasts; cp whole.head l.db.forecasts.head; }
told() { # told LINE: every verb that reads it says which line
    for verb in "check" "score" "resolve" "forecast RUS POL --asof 2023-08-15" "brief RUS POL --asof 2023-08-15"; do
        expect 1 "$TOCSIN" $verb
        cat out err >both
        grep -q "l.db.forecasts:$1: " both || fail "$verb does not name line $1"
    done
    back
}
sed -i '2s/"probability":0\./"probability":0.9/' l.db.forecasts
told 2
sed -i '5s/"outcome":"[a-z]*"/"outcome":"void"/' l.db.forecasts
told 5
sed -i 3d l.db.forecasts
told 3
sed -i '$d' l.db.forecasts
told 7
rm l.db.forecasts
told 1
# made anew by somebody who knows how, with its head: only a published hash tells
rm l.db.forecasts l.db.forecasts.head
expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2022-02-15
says out "7 lines from 1 on"
expect 0 "$TOCSIN" check
expect 1 "$TOCSIN" check --head "$head"
says out "no line has the hash"
# what cannot be recorded is not printed
mkdir shut
chmod 500 shut
if ! touch shut/probe 2>/dev/null; then
    expect 1 "$TOCSIN" forecast RUS POL --asof 2023-08-15 --record shut/f
    says err "not recorded, so not printed"
    [ ! -s out ] || fail "an unrecorded forecast was printed"
fi
expect 1 "$TOCSIN" forecast RUS POL --asof 2023-08-15 --record none/f
says err "not recorded, so not printed"
[ ! -s out ] || fail "an unrecorded forecast was printed"
