# Every line has ten cells, every sentence one root and no cycle, whatever the text; # text is the sentence.
. "$ROOT/tests/cli/lib.sh"
cat >text <<'TEXT'
Poland closed its border. Minsk said Moscow hadn't warned Warsaw's "defence-related" team.

MINSK WARNS OF WAR AS NATO MASSES TROOPS

* one
* two ) ) ( " '

Министр обороны заявил, что вероятность войны растёт. 国防部长警告战争。 وزير الدفاع يحذر

x
TEXT
expect 0 "$TOCSIN" parse text
[ ! -s err ] || fail "words on standard error"
says out "# newdoc id = d"
says out "# text = Poland closed its border."
says out "	border	border	NOUN	NN	_	2	obj	_	SpaceAfter=No"
says out "4-5	hadn't	_	_	_	_	_	_	_	_"
says out "9	\"	\"	PUNCT"
python3 - <<'PY' || fail "no trees"
blocks = open("out", encoding="utf-8").read().split("\n\n")
assert blocks.pop() == "" and len(blocks) >= 7, len(blocks)
ids = set()
for block in blocks:
    lines = block.split("\n")
    comments = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t") for line in lines[len(comments):]]
    assert all(len(row) == 10 and all(row) for row in rows), block
    words = [row for row in rows if row[0].isdigit()]
    assert [int(row[0]) for row in words] == list(range(1, len(words) + 1))
    heads = {int(row[0]): int(row[6]) for row in words}
    assert [row[7] == "root" for row in words] == [row[6] == "0" for row in words]
    assert list(heads.values()).count(0) == 1
    for at in heads:
        for _ in range(len(words) + 1):
            at = heads.get(at, 0)
        assert at == 0, block
    text = next(line[len("# text = "):] for line in comments if line.startswith("# text = "))
    ids.add(next(line for line in comments if line.startswith("# sent_id = ")))
    built, until = "", 0
    for row in rows:
        if "-" in row[0] or int(row[0]) > until:
            until = int(row[0].split("-")[1]) if "-" in row[0] else until
            built += row[1] + ("" if row[9] == "SpaceAfter=No" else " ")
    assert built.strip() == text, (built, text)
assert len(ids) == len(blocks)
PY
