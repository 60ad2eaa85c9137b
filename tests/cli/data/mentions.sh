# Mentions of GDELT events count as reports, before or after the events, as of the day that is asked for; never less than the event's own.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN { OFS = "\t"
    for (k = 1; k <= 2; k++) {
        for (i = 1; i <= 61; i++) c[i] = ""
        c[1] = 700 + k; c[2] = 20200105; c[6] = "RUSGOV"; c[7] = "MOSCOW"; c[8] = "RUS"; c[13] = "GOV"; c[16] = "UKR"; c[17] = "KYIV"; c[18] = "UKR"
        c[26] = 1; c[27] = "112"; c[28] = "112"; c[29] = "11"; c[30] = 3; c[31] = -2; c[32] = 3; c[33] = 1; c[34] = 3; c[60] = "20200105120000"
        line = c[1]; for (i = 2; i <= 61; i++) line = line OFS c[i]
        print line
    } }' >events
mention() { printf '%s\t20200105120000\t%s\t1\tpaper\thttp://x\t1\t1\t2\t3\t1\t80\t100\t0\t\t\n' "$1" "$2"; }
{
    for day in 05 05 05 05 06 07; do mention 701 202001${day}130000; done
    mention 702 20200105130000
    mention 999 20200105130000
} >mentions
reports() { "$TOCSIN" export --ledger "$1" --format jsonl ${2:+--asof "$2"} | sed 's/.*"reports":\([0-9]*\).*/\1/' | sort -n | tr '\n' ' '; }
expect 0 "$TOCSIN" ingest events mentions --ledger a.db
says out "mentions   8 reports of events"
expect 0 "$TOCSIN" ingest mentions events --ledger b.db
for ledger in a.db b.db; do
    [ "$(reports $ledger)" = "3 6 " ] || fail "$ledger: $(reports $ledger)"
    [ "$(reports $ledger 2020-01-05)" = "3 4 " ] || fail "$ledger on the fifth: $(reports $ledger 2020-01-05)"
    expect 0 "$TOCSIN" export --ledger $ledger --panel dyad-year
    says out "2020,RUS,UKR,2,0,9,"
    expect 0 "$TOCSIN" check --ledger $ledger
    says out "panel        agrees"
done
expect 0 "$TOCSIN" ingest mentions --ledger a.db
says out "1 files known already"
# mentions that come later change the panel
expect 0 "$TOCSIN" ingest events --ledger c.db
expect 0 "$TOCSIN" export --ledger c.db --panel dyad-year
says out "2020,RUS,UKR,2,0,6,"
expect 0 "$TOCSIN" ingest mentions --ledger c.db
expect 0 "$TOCSIN" export --ledger c.db --panel dyad-year
says out "2020,RUS,UKR,2,0,9,"
