# A channel is open, thinning, silent or broken by its own past; its ids open; sides mirror; the future changes nothing.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN {
    for (y = 2019; y <= 2021; y++) for (m = 1; m <= 12; m++) for (d = 3; d < 28; d += 8) {
        printf "%d%02d%02d\tRUSGOV\tUSAGOV\t040\tx\n", y, m, d
        printf "%d%02d%02d\tRUSGOV\tFRAGOV\t040\tx\n", y, m, d
        printf "%d%02d%02d\tRUSGOV\tITAGOV\t040\tx\n", y, m, d
    }
    print "20220110\tRUSGOV\tUSAGOV\t040\tx"
    for (m = 1; m <= 3; m++) for (d = 1; d < 28; d += 6) printf "2022%02d%02d\tRUSGOV\tITAGOV\t040\tx\n", m, d
    print "20220201\tFRAGOV\tRUSGOV\t161\tx"
    print "20200105\tRUSGOV\tCANMED\t040\tx"
    print "20190105\tRUSGOV\tCANGOV\t040\tx"
}' >keds
expect 0 "$TOCSIN" ingest -q keds --ledger l.db
expect 0 "$TOCSIN" channels RUS USA+FRA+ITA+CAN --asof 2022-03-31 --ledger l.db --json
mv out now.json
python3 - <<'PY'
import json
page = json.load(open("now.json"))
state = {c["b"]: c for c in page["contacts"]}
assert {b: c["status"] for b, c in state.items()} == {"USA": "thinning", "FRA": "broken", "ITA": "open", "CAN": "silent"}, state
assert state["CAN"]["last"] == "2019-01-05", "the press is no channel"
assert state["USA"]["recent"] == 1 and state["USA"]["usual"] > 5
assert state["FRA"]["broken"] == "2022-02-01"
assert any(s["id"] == "USA-RUS-HOTLINE" and s["status"] == "open" for s in page["standing"])
open("id", "w").write(state["FRA"]["broken_by"])
PY
expect 0 "$TOCSIN" why "$(cat id)" --ledger l.db
expect 0 "$TOCSIN" channels RUS USA+FRA+ITA+CAN --asof 2022-03-31 --ledger l.db
for words in "  broken    Russia and France" "  thinning  Russia and United States" "Moscow-Washington hotline" "usual"; do says out "$words"; done
expect 0 "$TOCSIN" channels USA+FRA+ITA+CAN RUS --asof 2022-03-31 --ledger l.db --json
python3 -c '
import json
x, y = json.load(open("now.json")), json.load(open("out"))
key = lambda page, a, b: sorted((c[a], c[b], c["status"], c["last"], c["recent"]) for c in page["contacts"])
assert key(x, "a", "b") == key(y, "b", "a")' || fail "the sides do not mirror"
# before the act that breaks, France is open; what came later is not known
expect 0 "$TOCSIN" channels RUS FRA --asof 2021-12-31 --ledger l.db
says out "  open      Russia and France"
silent_about out "2022-"
# a ledger that begins later cannot tell what is usual
grep ^2022 keds >short
expect 0 "$TOCSIN" ingest -q short --ledger s.db
expect 0 "$TOCSIN" channels RUS ITA --asof 2022-03-31 --ledger s.db
says out "is not known"
