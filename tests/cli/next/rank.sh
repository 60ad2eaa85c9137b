# Next events of a small ledger: the usual stands first with its reason; as of a day only what was known; both directions; asked wrongly.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN {
    for (d = 1; d <= 28; d++) {
        if (d % 2) printf "201902%02d\tRUS\tBLR\t040\tx\n", d                    # every other day
        if (d % 7 == 0) printf "201902%02d\tRUS\tUKR\t111\tx\n201902%02d\tUKR\tRUS\t112\tx\n", d, d
        if (d % 5 == 0) printf "201902%02d\tRUSGOV\tRUSMIL\t010\tx\n", d           # within one state: left out
        if (d == 28) for (i = 0; i < 9; i++) printf "201902%02d\tRUS\tCHN\t04%d\tx\n", d, i % 6
        printf "201902%02d\tDEU\tFRA\t040\tx\n201902%02d\tDEUMIL\tFRAMIL\t062\tx\n", d, d
    }
}' >keds
expect 0 "$TOCSIN" ingest keds --ledger l.db
expect 0 "$TOCSIN" next RUS --ledger l.db --asof 2019-02-27
says out "as known at the end of 2019-02-27"
says out "are needed to train"
grep '^    1   Russia → Belarus: Consult \[040\]' out >/dev/null || fail "the usual is not first"
silent_about out " %" # a chance without question, horizon, base rate, interval and record is printed by no path
says out "just this on 14 days, 14 of them in the last"
silent_about out China
silent_about out "Russia → Russia"
cp out first
expect 0 "$TOCSIN" next Russia --ledger l.db --asof 2019-02-27
cmp out first || fail "by name it is another answer"
# the future cannot change the past: a ledger that ends on that day says the same
awk -F'\t' '$1 <= 20190227' keds >short
expect 0 "$TOCSIN" ingest short --ledger s.db
expect 0 "$TOCSIN" next RUS --ledger s.db
cmp out first || fail "what came later changed it"
# the order of rows is irrelevant
sort -r keds >turned
expect 0 "$TOCSIN" ingest turned --ledger t.db
expect 0 "$TOCSIN" next RUS --ledger t.db --asof 2019-02-27
cmp out first || fail "the order of rows changed it"
expect 0 "$TOCSIN" next RUS --ledger l.db --why --ascii
says out "Russia -> China"
expect 0 "$TOCSIN" next RUS --upon --ledger l.db
says out "Ukraine → Russia: "
expect 0 "$TOCSIN" next DEUMIL --ledger l.db --top 1
says out "062"
expect 0 "$TOCSIN" next RUS --ledger l.db --json --top 3 --asof 2019-02-27
python3 - <<'PY'
import json
a = json.load(open("out"))
assert a["tocsin"] == "next" and a["trained"] is False and a["asof"] == "2019-02-27" and a["actor"] == "RUS"
events = a["events"]
assert len(events) == 3 and [e["rank"] for e in events] == [1, 2, 3]
assert events[0]["target"] == "BLR" and events[0]["relation"] == "040" and events[0]["why"]["same"] == 14
assert not any(key in e for e in events for key in ("chance", "probability", "whom", "per_day"))
assert all(e["why"]["words"] for e in events)
PY
expect 2 "$TOCSIN" next --ledger l.db
expect 2 "$TOCSIN" next RUS UKR --ledger l.db
expect 2 "$TOCSIN" next RUS --ledger l.db --top 0
expect 2 "$TOCSIN" next RUS --ledger l.db --asof yesterdayish
expect 1 "$TOCSIN" next NOBODY --ledger l.db
says err "NOBODY"
expect 1 "$TOCSIN" next RUS --ledger l.db --asof 2010-01-01
expect 1 "$TOCSIN" next RUS --ledger none.db
expect 0 "$TOCSIN" next --help
says out "tocsin next"
