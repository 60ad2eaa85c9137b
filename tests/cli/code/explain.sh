# --explain shows the sentence, the words in brackets, and part, value, words and rule of each event.
. "$ROOT/tests/cli/lib.sh"
echo 'Poland closed its border with Belarus on Friday.' >text
expect 0 "$TOCSIN" code --date 2023-02-10 --explain text
says out "== text:1  2023-02-10"
says out "[Poland]"
says out "POL"
says out "BLR"
grep -q 'part *value *words *rule' out || fail "no table"
expect 2 "$TOCSIN" code --explain --reasons text
expect 2 "$TOCSIN" code text text
