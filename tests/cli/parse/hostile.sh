# CoNLL-U that breaks its rules is told with its line and left out; what stands beside it is parsed.
. "$ROOT/tests/cli/lib.sh"
rest='_	_	_	_	_	_	_	_'
reject() { # reject LINE WORDS: ./bad, between two sound sentences, is told at LINE
    { printf '1\tWar\t%s\n\n' "$rest"; cat bad; printf '\n1\tPeace\t%s\n\n' "$rest"; } >in
    expect 0 "$TOCSIN" parse --input conllu in
    says err "in:$1: $2"
    [ "$(grep -c . err)" = 1 ] || fail "more than one word on $2"
    [ "$(grep -c '^1	' out)" = 2 ] || fail "the sound sentences are gone: $2"
    silent_about out "bad"
}
printf '1\tbad\n' >bad && reject 3 "not ten cells"
printf '1\tbad\t%s\t_\n' "$rest" >bad && reject 3 "not ten cells"
printf '1\tbad\t%s\n3\tbad\t%s\n' "$rest" "$rest" >bad && reject 4 "a word out of turn"
printf '0\tbad\t%s\n' "$rest" >bad && reject 3 "a word out of turn"
printf 'x\tbad\t%s\n' "$rest" >bad && reject 3 "an id that is no number"
printf -- '-1\tbad\t%s\n' "$rest" >bad && reject 3 "an id that is no number"
printf '99999999999999999999\tbad\t%s\n' "$rest" >bad && reject 3 "an id that is no number"
printf '1-2\tbad\t%s\n1\tbad\t%s\n' "$rest" "$rest" >bad && reject 4 "a range that ends behind the last word"
printf '2-1\tbad\t%s\n1\tbad\t%s\n' "$rest" "$rest" >bad && reject 3 "a range"
printf '7.1\tbad\t%s\n1\tbad\t%s\n' "$rest" "$rest" >bad && reject 3 "an empty node"
printf '1\tbad\t%s\n# bad\n' "$rest" >bad && reject 4 "a comment within a sentence"
printf '# bad\n' >bad && reject 3 "comments without a sentence"
printf '1\t \t%s\n2\tbad\t%s\n' "$rest" "$rest" >bad && reject 3 "a word without a form"
printf '1\tbad\377\t%s\n' "$rest" >bad && reject 3 "a sentence that is not UTF-8"
printf '1\tbad\000\t%s\n' "$rest" >bad && reject 3 "a sentence that is not UTF-8"
head -c 9000000 /dev/zero | tr '\0' a >bad && echo >>bad && reject 3 "a sentence of more than 8 MiB"
awk -v rest="$rest" 'BEGIN { for (i = 1; i <= 30001; i++) print i "\tbad\t" rest }' >bad && reject 3 "a sentence of 30001 words"
head -c 100000 "$TOCSIN" >in
expect 1 "$TOCSIN" parse --input conllu in
says err "nothing could be read"
