# Every verb of the first screen has a page, by both ways, with its exit status and an example.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" --help
for verb in ingest code parse lexicon brief tension channels mediators claims why help; do
    grep -q "^  $verb " out || fail "the first screen lacks $verb"
done
[ "$(wc -l <out)" -le 48 ] || fail "the first screen is longer than a screen"
for verb in ingest code parse lexicon brief tension channels mediators claims why help; do
    expect 0 "$TOCSIN" help $verb
    mv out page
    for word in NAME SYNOPSIS DESCRIPTION "EXIT STATUS" EXAMPLES "SEE ALSO"; do
        grep -q "^$word\$" page || fail "the page of $verb lacks $word"
    done
    silent_about page "**"
    expect 0 "$TOCSIN" $verb --help
    cmp page out || fail "$verb --help and help $verb differ"
done
expect 0 "$TOCSIN" help tocsin
says out "EXIT STATUS"
