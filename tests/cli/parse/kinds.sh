# Every kind of text gives trees: one root, no cycle, heads in range, valid CoNLL-U, and no character is lost.
. "$ROOT/tests/cli/lib.sh"
cat >kinds.py <<'PY'
import os, re, subprocess, unicodedata

BULLETS = "* one\n* two\n- three\n\u2022 four\n1. five\n2) six\n(a) seven\n\n\u2014 eight\n"
KINDS = {
    "a headline": "Poland closes border with Belarus\n\nLukashenko: 'No war'\n\nUS, China in talks; markets up\n",
    "capitals": "POLAND CLOSES BORDER WITH BELARUS\n\nTHE MINISTER SAID: \"WE'LL ANSWER.\" NATO DIDN'T REPLY.\n",
    "quotes left open": "\"We will answer, he said (and not for the first time. 'Never, \u201cthe general \u00ab told \u2018 us.\n",
    "quotes never opened": "answer,\" he said) and left\u201d. It is' so\u00bb.\n",
    "quotes in quotes": "He said: \"She told me: 'They wrote: \"No \u201cwar\u201d\"'\" (she [he {they}]).\n",
    "a list": BULLETS,
    "a list in one paragraph": BULLETS.replace("\n", " "),
    "a table": "Country\tTroops\tTanks\nPoland\t12,000\t300\nBelarus\t8,000\t-\n",
    "marks": "... !!! ??? -- --- ;;; ,,, ((( ))) [[ ]] {{ }} /// \\\\\\ ### @@@ %%% *** === +++ ~~~ ^^^ ||| <<< >>> ___ `` ''\n",
    "one mark": ".",
    "runs of marks": "\n\n".join(mark * 3000 for mark in ".!-\"'(") + "\n",
    "pictures": "War? \U0001F600\U0001F1F5\U0001F1F1\U0001F468\u200d\U0001F469\u200d\U0001F467 \u2764\ufe0f no!\U0001F44D\U0001F3FD\n",
    "Cyrillic": "Министр обороны заявил, что вероятность войны растёт. «Нет», — сказал он.\n",
    "Chinese": "国防部长警告战争。他说：“我们准备好了。”俄罗斯和北约没有回应！\n",
    "Arabic": "وزير الدفاع يحذر من الحرب، ويدعو إلى الحوار؟ نعم.\n",
    "Hebrew": "שר הביטחון הזהיר מפני מלחמה. \"לא\", אמר.\n",
    "Hindi and Thai": "रक्षा मंत्री ने युद्ध की चेतावनी दी। นายกรัฐมนตรีเตือนสงคราม\n",
    "marks of direction": "\u200fHe said \u202e raw \u202c no \u2066x\u2069 \u061c.\n",
    "letters of no width": "Po\u200bland \u200b clo\u200cses \u200d its\u2060 bor\u00adder \ufeffwith Bela\u200brus .\n",
    "combining marks": "e\u0301 a\u0300\u0301\u0302\u0323 said \u0301\u0302 \u0300. Z\u0338\u0321\u0337alg\u0489o\u0489\n",
    "a token of combining marks": "Poland said " + "\u0301\u0300" * 400 + " on Friday.\n",
    "odd spaces": "Poland\u00a0closed\u2003its\u3000border\u2009with\u202fBelarus.\u0085Then\u2028it\u2029reopened\u000bit\u000c.\n",
    "control characters": "Poland \x01closed\x02 its\x1b[31m border\x7f with Belarus\x08.\n",
    "CRLF": "Poland closed\r\nits border.\r\n\r\nMinsk protested.\r\n",
    "CR": "Poland closed\rits border.\r\rMinsk protested.\r",
    "a byte order mark": "\ufeffPoland closed its border.\n",
    "tabs": "Poland\tclosed\tits\tborder\t.\t\t\n\tMinsk\tprotested.\n",
    "no line end": "Poland closed its border",
    "what looks like CoNLL-U": "# text = not a comment\n\n# newdoc\n1\tPoland\t_\n",
    "underscores": "_ __ ___ a_b _x_ SpaceAfter=No 1-2 1.1\n",
    "clitics": "n't 's 'll don't can't cannot y'all's I'd've 'tis rock'n'roll ' s n ' t\n",
    "numbers": "1 2,3 4.5 6/7 8-9 10% $11 \u00bd \u2167 12th 1e308 " + "9" * 500 + " +375 17 200-00-00\n",
    "links": "See https://a.example/b?c=d&e=f#g, mail x.y@z.example, @who #tag C:\\x /etc/passwd.\n",
    "points that end nothing": "A. B. C. Mr. Dr. U.S. Gen. St. No. e.g. i.e. a.m. p.m. etc. vs.\n" * 5,
    "characters nobody assigned": "\U0010FFFD \uE000 \uFDD0 \uFFFD \U000E0041 \U0001D400 \u2211\u222b\u2264 x\u00b2\n",
    "one-word paragraphs": "a\n\n" * 300,
    "a word of 1 MB": "Poland met " + "x" * 1000000 + " on Friday.\n",
    "long words without spaces": "A" * 20000 + " \u0416" + "\u0416" * 9000 + " " + "\u6c34" * 9000 + "\n",
    "20,000 words without a point": " ".join(["Moscow", "said", "that"][i % 3] for i in range(20000)) + "\n",
    "20,000 brackets": "( " * 20000 + "\n",
}
for size in (1, 2, 499, 500, 501, 999, 1000, 1001):
    KINDS[f"{size} words"] = " ".join(["the", "a", "war", "of"][i % 4] for i in range(size)) + "\n"
NOTHING = {"nothing": "", "a line end": "\n", "spaces": " \t \n\n  \n", "only what has no width": "\u200b\u200b \u200d\n"}


def parse(data, *options):
    return subprocess.run([os.environ["TOCSIN"], "parse", *options], input=data, capture_output=True)


def kept(text):
    """Its characters without spaces, and without those that the text room drops: Cc, Cf, and of a run of marks all past the thirtieth."""
    text = re.sub("([\u0300-\u036f]{30})[\u0300-\u036f]+", r"\1", text)
    return "".join(c for c in unicodedata.normalize("NFC", text) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def check_tree(words):
    heads = [0] + [int(row[6]) for row in words]
    assert all(0 <= head <= len(words) for head in heads), "a head out of range"
    assert [row[7] == "root" for row in words] == [row[6] == "0" for row in words], "root is the relation of the root"
    assert heads[1:].count(0) == 1, "not one root"
    reaches = [True] + [False] * len(words)
    for start in range(1, len(heads)):
        at, way = start, []
        while not reaches[at]:
            assert len(way) < len(words), "a cycle"
            way.append(at)
            at = heads[at]
        for word in way:
            reaches[word] = True


def check_sentence(block):
    lines = block.split("\n")
    comments = [line for line in lines if line.startswith("# ")]
    rows = [line.split("\t") for line in lines[len(comments):]]
    assert rows and all(len(row) == 10 and all(row) for row in rows), "not ten cells"
    words = [row for row in rows if "-" not in row[0]]
    assert [row[0] for row in words] == [str(i + 1) for i in range(len(words))], "words out of turn"
    check_tree(words)
    texts = [line[len("# text = "):] for line in comments if line.startswith("# text = ")]
    assert len(texts) == 1, "not one text"
    built, until = "", 0
    for row in rows:
        if "-" in row[0] or int(row[0]) > until:
            until = int(row[0].split("-")[1]) if "-" in row[0] else until
            built += row[1] + ("" if row[9] == "SpaceAfter=No" else " ")
    assert built.strip(" ") == texts[0], "the words are not the text"
    return len(words), texts[0]


def check(text, *options):
    run = parse(text.encode("utf-8"), *options)
    assert run.returncode == 0 and run.stderr == b"", (run.returncode, run.stderr[:200])
    blocks = run.stdout.decode("utf-8").split("\n\n")
    assert blocks.pop() == "", "no empty line at the end"
    sentences = [check_sentence(block) for block in blocks]
    assert "".join(kept(words) for _, words in sentences) == kept(text), "characters are lost"
    return run.stdout, [count for count, _ in sentences]


failures = 0
for kind, text in KINDS.items():
    try:
        out, counts = check(text, "--input", "text")
        if not os.environ.get("SANITIZED"):  # there parse/threads looks at threads
            assert out == parse(text.encode("utf-8"), "--input", "text", "--threads", "3").stdout, "another answer on three threads"
        if kind.endswith(" words") and kind[0].isdigit():
            assert counts == [int(kind.split()[0])], counts
    except AssertionError as error:
        failures += 1
        print(f"{kind}: {error}")
for kind, text in NOTHING.items():
    run = parse(text.encode("utf-8"), "--input", "text")
    if run.returncode != 1 or run.stdout or b"nothing could be read" not in run.stderr:
        failures += 1
        print(f"{kind}: {run}")
for count in (1, 500, 501, 20000):
    rows = "".join(f"{i + 1}\t{['War', 'is', '(', ','][i % 4]}" + "\t_" * 8 + "\n" for i in range(count))
    run = parse(f"# text = x\n{rows}\n".encode(), "--input", "conllu")
    words = [line.split("\t") for line in run.stdout.decode().split("\n") if line[:1].isdigit()]
    assert len(words) == count and run.returncode == 0, (count, len(words))
    check_tree(words)
raise SystemExit(failures > 0)
PY
python3 kinds.py >out 2>err || fail "some kind of text gives no sound tree"
