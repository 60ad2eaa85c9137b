# Balanced, recent contact comes first; reasons for and against with figures; who fights is none; the future changes nothing.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN {
    for (d = 1; d <= 20; d++) {
        printf "201409%02d\tQATGOV\tINDGOV\t040\tx\n", d
        printf "201409%02d\tPAKGOV\tQATGOV\t042\tx\n", d
        printf "201409%02d\tNORGOV\t%s\t040\tx\n", d, d == 1 ? "INDGOV" : "PAKGOV"
        printf "201409%02d\tAFGMIL\tPAKMIL\t190\tx\n201409%02d\tAFGGOV\tINDGOV\t040\tx\n", d, d
    }
    print "20140905\tSAUGOV\tINDGOV\t045\tx"
    print "20140906\tSAUGOV\tPAKGOV\t045\tx"
    print "20140907\tSAUGOV\tPAKGOV\t174\tx"
}' >keds
expect 0 "$TOCSIN" ingest -q keds --ledger l.db
expect 0 "$TOCSIN" mediators IND PAK --asof 2014-09-30 --ledger l.db --json
mv out now.json
python3 - <<'PY'
import json
page = json.load(open("now.json"))
rank = [m["code"] for m in page["mediators"]]
assert rank.index("QAT") < rank.index("NOR") and "AFG" not in rank, rank
by = {m["code"]: m for m in page["mediators"]}
assert by["QAT"]["with_a"]["days"] == 20 and by["QAT"]["parts"]["balance"] > 0.9
assert by["SAU"]["parts"]["acts"] > 0 and by["SAU"]["parts"]["hostility"] > 0
assert "on 1 of 2 with Pakistan" in by["SAU"]["against"]
assert '"IND-PAK-USA"' not in json.dumps(page), "a record of 2025"
weights = {r[1]: (r[0], float(r[2])) for r in (l.rstrip("\n").split("\t") for l in open(__import__("os").environ["ROOT"] + "/data/method/mediators.tsv")) if r[0] in ("for", "against")}
for m in page["mediators"]:
    own = sum((1 if weights[p][0] == "for" else -1) * weights[p][1] * v for p, v in m["parts"].items())
    assert abs(own - m["score"]) < 1e-9, "the score is not the sum of its parts"
PY
expect 0 "$TOCSIN" mediators IND PAK --asof 2014-09-30 --ledger l.db
for words in "in touch on 20 days in a year with India" "balance" "against" "no probability"; do says out "$words"; done
# later events, and the order of rows, change nothing
{
    sort -r keds
    for d in 01 02 03 04 05 06 07 08 09; do printf '201410%s\tNORGOV\tINDGOV\t040\tx\n' $d; done
} >more
expect 0 "$TOCSIN" ingest -q more --ledger m.db
expect 0 "$TOCSIN" mediators IND PAK --asof 2014-09-30 --ledger m.db --json
python3 -c '
import json
x, y = (json.load(open(name))["mediators"] for name in ("now.json", "out"))
assert [(m["code"], m["score"]) for m in x] == [(m["code"], m["score"]) for m in y]' || fail "later events changed it"
expect 0 "$TOCSIN" mediators IND PAK --asof 2025-06-01 --ledger l.db
says out "IND-PAK-USA"
says out "the ledger knows of no contact in a year with either"
