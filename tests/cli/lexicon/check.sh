# check prints what a dictionary holds and every faulty line with its reason; exit 1 when there is one.
. "$ROOT/tests/cli/lib.sh"
cat >good.actors <<'D'
# sound
ZORBLAND_ [FRA]
+ZORBIAN_
ZORB_KELP
	[FRAGOV 930120-010120]
	[FRAELI]
D
cat >bad.agents <<'D'
ZORBER [~GOV]
ZORBEST [~ENV}
ZORBARD [~XQZ]
D
expect 0 "$TOCSIN" lexicon check good.actors
says out "good.actors: actors"
says out "heads 2, synonyms 1, codes 3, dated 1, faulty lines 0"
expect 1 "$TOCSIN" lexicon check good.actors bad.agents
says out "bad.agents: agents"
says out 'bad.agents:2: malformed bracket: "[~ENV}"'
says out 'bad.agents:3: unknown code "XQZ" in "XQZ"'
expect 1 "$TOCSIN" lexicon check bad.agents --json
python3 - <<'PY' || fail "the JSON is not as it should be"
import json
file, = json.load(open("out"))["files"]
assert file["file"] == "bad.agents" and file["kind"] == "agents", file
assert file["heads"] == 3 and file["codes"] == 1 and file["agents"] == 1 and file["faulty"] == 2, file
assert [fault["line"] for fault in file["faults"]] == [2, 3], file
PY
# tables of our own
for table in names officeholders roles actions operators compose classes irregulars foreign offices sectors; do
    expect 0 "$TOCSIN" lexicon check "$ROOT/data/lexicon/$table.tsv"
    says out "faulty lines 0"
done
expect 0 "$TOCSIN" lexicon check "$ROOT/data/lexicon/names.tsv"
says out "names.tsv: names.tsv"
sed 's/\tstate\t/\tplanet\t/' "$ROOT/data/lexicon/names.tsv" | head -n 20 >names.tsv
expect 1 "$TOCSIN" lexicon check names.tsv
says out 'unknown kind "planet"'
# what is no dictionary of actors
printf -- '- * EFFORT [987]\n' >some.verbs
expect 1 "$TOCSIN" lexicon check some.verbs good.actors
says out "some.verbs: refused"
says out "dictionary of verbs"
says out "good.actors: actors"
expect 1 "$TOCSIN" lexicon check nowhere.actors
says out "nowhere.actors"
expect 2 "$TOCSIN" lexicon check
expect 2 "$TOCSIN" lexicon chekc good.actors
says err "it is check or find"
expect 2 "$TOCSIN" lexicon
expect 2 "$TOCSIN" lexicon check good.actors --on 2020-01-01
