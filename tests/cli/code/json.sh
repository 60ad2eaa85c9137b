# Every line is one JSON object with the columns of an event, in their order; --reasons adds "why" as the last one.
. "$ROOT/tests/cli/lib.sh"
articles 40 >a.jsonl
expect 0 "$TOCSIN" code a.jsonl
mv out plain
[ ! -s err ] || fail "words on standard error"
expect 0 "$TOCSIN" code a.jsonl --reasons
python3 - <<'PY' || fail "the lines are not as they should be"
import json
columns = """id date date_precision place source target signal_to event mode context cameo quad goldstein modality speaker confidence reports
document sentence span rule dataset file row""".split()
plain = [json.loads(line) for line in open("plain")]
why = [json.loads(line) for line in open("out")]
assert len(plain) >= 20 and len(plain) == len(why), (len(plain), len(why))
assert len({event["id"] for event in plain}) == len(plain)
for one, other in zip(plain, why):
    assert list(one) == columns, list(one)
    reasons = other.pop("why")
    assert one == other
    assert reasons and all(list(reason) == ["part", "words", "rule", "value"] for reason in reasons)
    assert isinstance(one["cameo"], str) and 0 <= one["confidence"] <= 1
PY
expect 0 "$TOCSIN" code a.jsonl --out file.jsonl
[ ! -s out ] || fail "--out, and words on standard output"
cmp plain file.jsonl || fail "--out differs"
expect 0 "$TOCSIN" code - <a.jsonl
python3 - <<'PY' || fail "standard input gives other events"
import json
same = lambda name: [json.loads(line)["id"] for line in open(name)]
assert same("plain") == same("out")
PY
