# Held at constant volume from the day on which the ledger begins; doubling every report changes no count of events and no change.
. "$ROOT/tests/cli/lib.sh"
days_of_2019 '
    for (i = 0; i < (d < 180 ? 6 : 18); i++) printf "%s\tDEU\tFRA\t040\tx\n", day # a ledger that grows
    if (d % 9 == 0) printf "%s\tPAK\tIND\t190\tx\n", day
    if (d >= 180 && d % 9 % 4 == 1) printf "%s\tPAK\tIND\t190\tx\n", day # three times as much, like all
    if (d < 60) printf "%s\tRUS\tUKR\t190\tx\n", day # from its first day on
    if (d >= 250) printf "%s\tRUS\tUKR\t190\tx\n%s\tRUS\tUKRMIL\t193\tx\n", day, day
' >keds
expect 0 "$TOCSIN" ingest keds --ledger l.db
cat keds keds >twice
expect 0 "$TOCSIN" ingest twice --ledger d.db
expect 0 "$TOCSIN" tension IND PAK --ledger l.db --asof 2019-12-31
says out "events of others a day" # two years are shown, and the ledger tells of one
expect 0 "$TOCSIN" tension IND PAK --ledger l.db --asof 2019-12-31 --json
cp out pair.json
expect 0 "$TOCSIN" tension RUS UKR --ledger l.db --asof 2019-12-31 --json
cp out war.json
expect 0 "$TOCSIN" tension RUS UKR --ledger d.db --asof 2019-12-31 --json
python3 - <<'E' || fail "see above"
import json
pair, war, twice = (json.load(open(name)) for name in ("pair.json", "war.json", "out"))
deeds = lambda told: told["deeds_turns"]["changes"]
print(deeds(war), deeds(pair))
assert not deeds(pair)  # more is told of everybody: no change
dates = [c["date"] for c in deeds(war)]
assert dates == ["2019-03-02", "2019-09-08"], dates  # none when the ledger begins
assert [c["date"] for c in deeds(twice)] == dates
for index in ("words", "deeds"):
    assert [p[index] for p in war["points"]] == [p[index] for p in twice["points"]]
E
