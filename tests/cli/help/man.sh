# The pages become man pages without a complaint.
# Plain only: tocsin itself is not called.
. "$ROOT/tests/cli/lib.sh"
command -v lowdown >/dev/null && command -v man >/dev/null || { echo "lowdown or man is not installed"; exit 77; }
for page in "$ROOT"/doc/verbs/*.md; do
    name=$(basename "$page" .md)
    lowdown -s -tman --out-no-smarty -Mtitle="tocsin-$name" -Msection=1 -o "$name.1" "$page" || fail "$page"
    MANWIDTH=100 man --warnings -l "$name.1" >out 2>err || fail "man -l of $page"
    [ ! -s err ] || fail "warnings in $page"
    says out "EXIT STATUS"
done
