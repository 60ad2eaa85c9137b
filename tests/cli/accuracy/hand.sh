# The scorer of script/accuracy against figures worked out by hand. The characters are
#   Wecan'tgo.Stayhere.
# The treebank has 8 words, 7 tokens and 2 sentences; the system 7 words, 7 tokens and 3 sentences.
#   words      We ca n't Stay here .: 6 are the same, "ca" and "n't" by their forms within "can't"     2*6/15 = 80.00
#   tokens     We Stay here .: 4                                                                        2*4/14 = 57.14
#   sentences  the first: 1                                                                              2*1/5 = 40.00
#   UPOS       all 6 but n't: 5 (66.67)         XPOS  not n't, not here: 4 (53.33)
#   lemma      not We, which differs in its case; here has none in the treebank: 5 (66.67)
#   UAS        We, n't, Stay: 3 (40.00)         LAS   not We; n't is advmod with a subtype: 2 (26.67)
#   root 1 right of 2 and 3: 40.0; advmod 1 of 2 and 1: 66.7; punct 0 of 2 and 1
. "$ROOT/tests/cli/lib.sh"
row() { # row ID FORM LEMMA UPOS XPOS HEAD REL
    printf '%s\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t_\n' "$@"
}
{
    echo "# text = We can't go."
    row 1 We we PRON PRP 2 nsubj
    row 2-3 "can't" _ _ _ _ _
    row 2 ca can AUX MD 4 aux
    row 3 "n't" not PART RB 2 advmod
    row 4 go go VERB VB 0 root
    row 4.1 go go VERB VB _ _
    row 5 . . PUNCT . 4 punct
    echo
    row 1 Stay stay VERB VB 0 root
    row 2 here _ ADV RB 1 advmod
    row 3 . . PUNCT . 1 punct
    echo
} >gold.conllu
{
    row 1 We We PRON PRP 2 obj
    row 2 ca can AUX MD 0 root
    row 3 "n't" not ADV XX 2 advmod:neg
    row 4 go. go VERB VB 2 dep
    echo
    row 1 Stay stay VERB VB 0 root
    echo
    row 1 here elsewhere ADV XX 0 root
    row 2 . . PUNCT . 1 punct
    echo
} >system.conllu
expect 0 "$ROOT/script/accuracy" syntax --system system.conllu gold.conllu
says out "| gold | the system's | 66.67 | 53.33 | 66.67 | 40.00 | 26.67 | 80.00 | 57.14 | 40.00 |"
says out "| root | 40.0 | 2 |"
says out "| advmod | 66.7 | 2 |"
says out "| punct | 0.0 | 2 |"
says out "| nsubj | 0.0 | 1 |"
expect 0 "$ROOT/script/accuracy" syntax --system gold.conllu gold.conllu
says out "| gold | the system's | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 | 100.00 |"
sed 's/Stay/Play/' system.conllu >other.conllu
expect 1 "$ROOT/script/accuracy" syntax --system other.conllu gold.conllu
says err "not the same text"
