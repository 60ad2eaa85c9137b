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
assert len(brief["sections"]) == 7 and len(brief["answer"]["ladder"]) == 7
last = 1
for entry in brief["answer"]["ladder"]:
    rung, base = entry["rung"], entry["rung"]["base_rate"]
    assert 0 <= rung["low"] <= rung["probability"] <= rung["high"] <= 1 and rung["probability"] <= last, rung["id"]
    last = rung["probability"]
    assert 0 <= base["low"] <= base["estimate"] <= base["high"] <= 1 and base["pair_years"] > 0
    assert rung["question"] and rung["resolution"] and rung["horizon_days"] == 365 and rung["track_record"].startswith("none yet")
    plain = md.replace("\\", "")
    for said in (entry["forecast"], entry["base_rate"], entry["figure"]):
        assert said in html and said in plain, said

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
