# No path prints a forecast without its question, rule, horizon, base rate with n, interval and record: every verb's output is looked
# through, and the lint that keeps other writers away is shown to bite.
. "$ROOT/tests/cli/lib.sh"
sample l.db
export TOCSIN_LEDGER=l.db
# JSON: wherever a probability or an estimate stands, all that belongs to it stands in the same object
cat >look.py <<'PY'
import json, sys
found = 0
def look(value):
    global found
    if isinstance(value, list):
        for item in value:
            look(item)
    elif isinstance(value, dict):
        if isinstance(value.get("probability"), (int, float)) and "before_per_30_days" not in value: # a change of a rate
            found += 1
            assert value["question"].strip() and value["resolution"].strip() and value["horizon_days"] > 0, value
            assert value["low"] <= value["probability"] <= value["high"] and value["low"] < value["high"], value
            base = value["base_rate"]
            assert base["pair_years"] > 0 and base["low"] <= base["estimate"] <= base["high"] and base["unit"], value
            assert value["track_record"].strip() and value["words"], value
        for item in value.values():
            look(item)
look(json.load(open("out")))
print(found)
PY
json() { # json LEAST VERB...: its JSON holds LEAST forecasts or more, and each is whole
    least=$1
    shift
    expect 0 "$TOCSIN" "$@" --json
    found=$(python3 look.py) || fail "a bare probability: $*"
    [ "$found" -ge "$least" ] || fail "$found forecasts: $*"
}
json 8 forecast RUS+BLR NATO --asof 2023-08-15 --why
json 2 forecast RUS POL --asof 2023-08-15 --question fatal
json 7 brief RUS+BLR NATO --asof 2023-08-15
for verb in "tension RUS+BLR NATO --asof 2023-08-15" "balance RUS NATO" "channels RUS NATO --asof 2023-08-15" \
    "mediators RUS NATO --asof 2023-08-15" "claims RUS NATO --asof 2023-08-15" "alerts --asof 2023-08-15" "bloc NATO" "score" "resolve"; do
    json 0 $verb
done
# text, Markdown and HTML: a chance stands in a paragraph with its interval, and with its base rate but for the headline
for form in "" --md --html; do
    expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 $form --out page
    python3 - page "$form" <<'PY' || fail "a bare chance in the brief $form"
import html, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
if sys.argv[2] == "--html":
    parts = [html.unescape(re.sub(r"<[^>]*>", " ", part)) for part in re.split(r"</tr>|</li>|</dl>|</p>(?!<dl>)", text)]
elif sys.argv[2] == "--md":
    parts = text.split("\n")
else:
    parts = re.split(r"\n  (?=FACT |CLAIM |MODEL |ASSUMPTION )|\n\n", text)
chances = [re.sub(r"\s+", " ", part) for part in parts if re.search(r"\bin\s+100\b", part)]
assert len(chances) >= 8
for part in chances:
    assert "95 % interval" in part, part
    assert re.search(r"\d+ in [\d,]+ \w", part) or "War within a year" in part, part
assert all(" 0 in 100" not in part for part in chances)
PY
done
expect 0 "$TOCSIN" forecast RUS+BLR NATO --asof 2023-08-15
python3 - <<'PY' || fail "a bare chance in the ladder"
import re
text = open("out", encoding="utf-8").read()
assert "Question" in text and "Resolved" in text and "Record" in text and "Recorded" in text
lines = [re.sub(r"\s+", " ", part) for part in re.split(r"\n  (?=MODEL |ASSUMPTION |Recorded )", text.split("LADDER")[1])][1:]
for line in lines:
    if line.startswith("MODEL"):
        assert "95 % interval" in line and "Base rate: " in line and "Record: " in line and "Question: " in line, line
PY
# the lint: a writer that prints one itself is found
command -v clang-format >/dev/null 2>&1 || { echo "clang-format is not installed"; exit 77; }
mkdir -p tree/script tree/src/report tree/data/ontology tree/data/lexicon
cp "$ROOT/script/lint" tree/script/
cp "$ROOT/src/LAYERS" tree/src/
cp "$ROOT/.clang-format" tree/
cp "$ROOT/data/ontology/cameo.tsv" tree/data/ontology/
cp "$ROOT/data/lexicon/heads.tsv" tree/data/lexicon/
printf '#include "base/str.h"\n' >tree/src/report/own.c
expect 0 tree/script/lint
cat >tree/src/report/own.c <<'C'
#include "report/chance.h"

void own(toc_buf *out, const toc_ladder_rung *rung) {
    toc_buf_printf(out, "%.0f in 100", 100 * rung->probability);
}
C
expect 1 tree/script/lint
says out "src/report/own.c:1: words of likelihood belong"
says out 'src/report/own.c:4: "in 100" is printed'
says out "src/report/own.c:4: a probability is read"
