# find says who some words name on a day, by which row, and what else it could be; plainly when nothing is known.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" lexicon find "Minister Khrenin" --on 2023-08-15
says out "BLRGOVMIL: Belarus, government, military"
says out "Viktor Khrenin, minister of defence, from 2020-01-20"
says out "title and name"
row=$(grep -n '^Viktor Khrenin' "$ROOT/data/lexicon/officeholders.tsv" | cut -d: -f1)
says out "data/lexicon/officeholders.tsv:$row"
expect 0 "$TOCSIN" lexicon find "Belarusian defence minister" --on 2023-08-15
says out "role and state"
says out "Viktor Khrenin"
says out "could also be"
expect 0 "$TOCSIN" lexicon find "Viktor Khrenin" --on 2012-08-15
says out "BLRELI"
says out "not on this day"
expect 1 "$TOCSIN" lexicon find "Krenin" --on 2023-08-15
says out 'nothing is known of "Krenin"'
says out 'near in spelling: "Khrenin"'
expect 1 "$TOCSIN" lexicon find "Qqxzv Wwkjq" --on 2023-08-15
says out 'nothing is known of "Qqxzv Wwkjq"'
silent_about out "near"
cat >mine.actors <<'D'
VIKTOR_KHRENIN
	[BLRSPY 200101-231231]
BROKEN [XQZ]
D
expect 0 "$TOCSIN" lexicon find "Viktor Khrenin" --on 2023-08-15 --dictionary mine.actors
says out "BLRSPY: Belarus, intelligence"
says out "mine.actors:2"
says out "data/lexicon/officeholders.tsv:$row"
says err 'mine.actors:3: unknown code "XQZ"'
expect 0 "$TOCSIN" lexicon find "Viktor Khrenin" --on 2023-08-15 --dictionary mine.actors --json --quiet
python3 - <<'PY' || fail "the JSON is not as it should be"
import json
found = json.load(open("out"))
first, second = found["answers"][:2]
assert found["known"] and found["on"] == "2023-08-15", found
assert first["chosen"] and first["code"] == "BLRSPY" and first["to"] == "2024-01-01", first
assert first["row"] == {"phrase": "Viktor Khrenin", "code": "BLRSPY", "row": "mine.actors:2"}, first
assert not second["chosen"] and second["code"] == "BLRGOVMIL" and second["office"] == "minister of defence", second
PY
[ ! -s err ] || fail "--quiet is not quiet"
expect 1 "$TOCSIN" lexicon find "Krenin" --json
says out '"known":false'
expect 2 "$TOCSIN" lexicon find
expect 2 "$TOCSIN" lexicon find two words
expect 2 "$TOCSIN" lexicon find ""
expect 1 "$TOCSIN" lexicon find x --dictionary nowhere.actors
