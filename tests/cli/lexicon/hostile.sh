# Hostile dictionaries: no crash, no hang, each fault told with its line.
. "$ROOT/tests/cli/lib.sh"
head -c 50000000 /dev/zero | tr '\0' 'A' >long.actors
printf '\nZORBLAND [FRA]\n' >>long.actors
expect 1 timeout 60 "$TOCSIN" lexicon check long.actors
says out "long.actors:1: a line of more than 4,096 bytes"
says out "heads 1,"
awk 'BEGIN { for (i = 0; i < 200000; i++) print "ZORB [" }' >brackets.actors
echo 'ZORBLAND [FRA]' >>brackets.actors
expect 1 timeout 60 "$TOCSIN" lexicon check brackets.actors
says out "faulty lines 200000"
awk 'BEGIN { print "!A! = X, Y"; for (i = 0; i < 300; i++) printf "!A!"; print " [~GOV]" }' >sets.agents
expect 1 timeout 60 "$TOCSIN" lexicon check sets.agents
awk 'BEGIN { for (i = 0; i < 100000; i++) print "ZORB [FRA]" }' >same.actors
expect 1 timeout 60 "$TOCSIN" lexicon check same.actors
says out "comes more than 64 times"
head -c 100000 "$TOCSIN" >binary.actors
status=0
timeout 60 "$TOCSIN" lexicon check binary.actors >out 2>err || status=$?
[ "$status" -eq 1 ] || fail "status $status for a binary file"
: >empty.actors
expect 1 "$TOCSIN" lexicon check empty.actors
mkdir folder.actors
expect 1 "$TOCSIN" lexicon check folder.actors
expect 2 "$TOCSIN" lexicon find "$(awk 'BEGIN { for (i = 0; i < 100; i++) printf "word " }')"
