# Markdown, HTML and JSON say the same; the HTML needs nobody; JSON parses and holds figures and evidence.
. "$ROOT/tests/cli/lib.sh"
sample l.db
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 --ledger l.db --md --out b.md
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 --ledger l.db --html --out b.html
expect 0 "$TOCSIN" brief RUS+BLR NATO --asof 2023-08-15 --ledger l.db --json --out b.json
says b.md '## How possible?'
for outside in '<script' '<link' 'src=' '@import' 'url(http' '<iframe'; do
    silent_about b.html "$outside"
done
says b.html '<svg'
says b.html '@page{size:A4'
python3 - b.json b.html b.md <<'PY' || fail "the formats differ"
import json, re, sys
from html.parser import HTMLParser
brief = json.load(open(sys.argv[1], encoding="utf-8"))
html = open(sys.argv[2], encoding="utf-8").read()
md = open(sys.argv[3], encoding="utf-8").read()
ids = [line["id"] for section in brief["sections"] for line in section["lines"]] + [r["id"] for r in brief["readings"]]
for i in ids:
    assert i in html and i in md, i
    assert not re.fullmatch(r"b[0-9a-v]{13}", i) or i in brief["figures"], i
assert len(brief["sections"]) == 7 and brief["answer"]["forecast"] is None
for rung in brief["answer"]["ladder"]:
    for side in ("these_sides", "pairs_like_these"):
        odds = rung[side]
        low, high = odds["interval"]
        assert 0 <= low <= odds["estimate"] <= high <= 1 and odds["pair_years"] > 0
        assert odds["question"] and odds["resolution"] and odds["horizon_days"] == 365 and odds["track_record"] == "none yet"

class Balance(HTMLParser):
    void = {"meta", "br", "circle", "rect", "path"}
    def __init__(self):
        super().__init__(); self.open = []; self.ids = set(); self.links = set()
    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if "id" in a:
            assert a["id"] not in self.ids, a["id"]
            self.ids.add(a["id"])
        if a.get("href", "").startswith("#"):
            self.links.add(a["href"][1:])
        if tag not in self.void:
            self.open.append(tag)
    def handle_endtag(self, tag):
        if tag not in self.void:
            assert self.open.pop() == tag, tag
page = Balance()
page.feed(html)
assert not page.open and page.links <= page.ids
PY
