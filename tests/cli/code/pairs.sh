# --pairs: what joins two named parties; ids as given, located rejects, schemes, abstaining, the same bytes twice.
. "$ROOT/tests/cli/lib.sh"
cat >pairs <<'X'
{"id":"a","text":"The foreign ministry in Minsk condemned the Polish decision to close two crossings.","source":"The foreign ministry in Minsk","target":"the Polish decision"}
{"id":2,"text":"Kenyan police arrested four opposition activists on Monday.","source":"Kenyan police","target":"four opposition activists"}
{"id":3,"text":"The junta has lifted a curfew in the capital.","source":"The junta","target":"the capital"}

{"id":4,"text":"Finland will send two field hospitals to Ukraine.","source":"Finland","target":"Ukraine"}
{"id":5,"text":"Peru refused to hand over the former minister to Chile.","source":"Peru","target":"Chile"}
{"id":6,"text":"Neither party stands here.","source":"Atlantis","target":null}
{"text":7}
not json
{"id":[1],"text":"x"}
X
expect 0 "$TOCSIN" code --pairs --always pairs
[ "$(wc -l <out)" -eq 6 ] || fail "not six answers"
python3 - <<'PY' || fail "answers are not as expected"
import json
rows = [json.loads(line) for line in open("out")]
assert [row["id"] for row in rows] == ["a", 2, 3, 4, 5, 6], rows
assert [row["event"] for row in rows[:2]] == ["ACCUSE", "COERCE"], rows
assert rows[2]["event"] in ("CONCEDE", "RETREAT") and rows[3]["event"] == "AGREE" and rows[4]["event"] == "REJECT", rows
assert rows[3]["modality"] == "planned" and rows[1]["modality"] == "done", rows
assert [row["quad"] for row in rows[:2]] == [3, 4], rows
for row in rows:
    assert 0 < row["confidence"] <= 1 and row["why"], row
    assert all(set(reason) == {"part", "words", "rule", "value"} for reason in row["why"]), row
PY
says err "pairs:8: \"text\" is missing"
says err "pairs:9: not a JSON object"
says err "pairs:10: \"id\" is neither"
cp out first
expect 0 "$TOCSIN" code --pairs --always pairs
cmp -s out first || fail "other bytes the second time"
expect 0 "$TOCSIN" code --pairs --always --scheme plv pairs
says out '"event":"YIELD","quad":2'
expect 0 "$TOCSIN" code --pairs pairs
grep -q '"id":6,"event":null,"quad":null' out || fail "nothing joins nobody, and yet it does not abstain"
says err "--always"
expect 0 "$TOCSIN" code --pairs --explain --quiet pairs
says out "Kenyan police -> four opposition activists: COERCE"
expect 2 "$TOCSIN" code --always pairs
expect 2 "$TOCSIN" code --pairs --scheme cameo pairs
expect 2 "$TOCSIN" code --pairs --format html pairs
: >nothing
expect 1 "$TOCSIN" code --pairs nothing
