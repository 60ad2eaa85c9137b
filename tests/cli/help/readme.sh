# The commands of the README work as they stand there: each line of a "```sh" block that starts with build/tocsin.
# Plain only: each of these commands is given under sanitizers by the tests of its verb.
. "$ROOT/tests/cli/lib.sh"
ln -s "$ROOT/examples" examples
mkdir build
ln -s "$TOCSIN" build/tocsin
export TOCSIN_DATA="$ROOT/data"
sed -n '/^```sh$/,/^```$/p' "$ROOT/README.md" | grep -E '^(build/tocsin|echo .*build/tocsin)' >commands || fail "the README has no commands"
while read -r command; do
    echo "$command"
    expect 0 sh -c "$command" </dev/null
    [ -s out ] || case $command in *--out*) ;; *) fail "no output: $command" ;; esac
done <commands
[ "$(wc -l <commands)" -ge 4 ] || fail "the README shows less than four commands"
