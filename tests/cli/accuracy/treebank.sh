# script/accuracy parses a treebank twice, with its words and from its text; without data it says so.
. "$ROOT/tests/cli/lib.sh"
printf 'Minsk said Moscow had warned Warsaw. It did not answer.\n\nPoland closed its border.\n' >text
"$TOCSIN" parse --input text text >own.conllu
gzip -k own.conllu
expect 0 "$ROOT/script/accuracy" syntax own.conllu own.conllu.gz
for how in "gold words" "raw text"; do
    [ "$(grep -cF "| own | $how | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 |" out)" = 2 ] || fail "$how"
done
says out "| nsubj |"
TOCSIN_TREEBANK=nowhere expect 0 "$ROOT/script/accuracy" syntax
says out "skipped: no data"
expect 2 "$ROOT/script/accuracy" guessing
