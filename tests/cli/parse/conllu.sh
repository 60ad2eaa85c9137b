# Sentences, words, comments, ranges, empty nodes and MISC of CoNLL-U are kept; the analysis is replaced.
. "$ROOT/tests/cli/lib.sh"
{
    printf '\357\273\277# newdoc id = mine\r\n# sent_id = one\n# text = Minsk didn'"'"'t say.\n'
    printf '1\tMinsk\tWRONG\tX\tX\tA=B\t4\tdep\t_\tMine=yes\n2-3\tdidn'"'"'t\t_\t_\t_\t_\t_\t_\t_\t_\n'
    printf '2\tdid\tWRONG\tX\tX\t_\t4\tdep\t_\t_\n3\tn'"'"'t\tWRONG\tX\tX\t_\t4\tdep\t_\t_\n'
    printf '3.1\tempty\t_\t_\t_\t_\t_\t_\t4:dep\t_\n4\tsay\tWRONG\tX\tX\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t_\tX\tX\t_\t4\tdep\t_\t_\n\n\n\n'
    printf '1\tNew York\t_\t_\t_\t_\t_\t_\t_\t'
    printf '\n2\twaits\t_\t_\t_\t_\t_\t_\t_\t_'
} >in
expect 0 "$TOCSIN" parse --input conllu in
[ ! -s err ] || fail "words on standard error"
python3 - <<'PY' || fail "not kept"
want = [line.rstrip("\r\n").split("\t") for line in open("in", encoding="utf-8-sig", newline="\n")]
got = [line.rstrip("\n").split("\t") for line in open("out", encoding="utf-8")]
want = [row for row in want if row != [""]]
assert len([row for row in got if row == [""]]) == 2
got = [row for row in got if row != [""]]
assert len(want) == len(got)
for a, b in zip(want, got):
    if len(a) == 10 and a[0].isdigit():
        assert a[:2] == b[:2] and (a[9] or "_") == b[9] and b[5] == b[8] == "_", b
        assert "WRONG" not in b and b[3] != "X", b
    else:
        assert a == b, (a, b)
PY
says out "5	.	.	PUNCT	.	_	4	punct	_	_"
