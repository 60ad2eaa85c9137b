# The dictionaries of the Open Event Data Alliance, of TABARI and of PETRARCH load; their faults are found where they are.
. "$ROOT/tests/cli/lib.sh"
coding=$ROOT/../shared/data/coding
oeda=$coding/oeda_dictionaries
[ -f "$oeda/Phoenix.Countries.actors.txt" ] || { echo "skipped: no data"; exit 77; }
expect 1 "$TOCSIN" lexicon check "$oeda/Phoenix.Countries.actors.txt"
says out "heads 18389, synonyms 7526, codes 28380, dated 26102"
for fault in '2039: date "9008223" has 7 digits' '14190: range " 20121207-20120802" is reversed' '18009: date "201005011"' \
    '22508: date "1920030320"' '43614: date "1920050709"' '15346: malformed line: "+FAEROYENE]_"'; do
    says out "Phoenix.Countries.actors.txt:$fault"
done
says out "faulty lines 10"
expect 1 "$TOCSIN" lexicon check "$oeda/Phoenix.agents.txt" "$oeda/Phoenix.discards.txt" "$oeda/CAMEO.verbpatterns.txt"
says out 'Phoenix.agents.txt:533: malformed bracket: "[~ENV}"'
says out "Phoenix.discards.txt: discards"
says out "heads 506, stories 64"
says out "CAMEO.verbpatterns.txt: refused"
expect 0 "$TOCSIN" lexicon find "Bill Clinton" --on 1999-05-05 --quiet --dictionary "$oeda/Phoenix.Countries.actors.txt"
says out "USAGOV"
says out "Phoenix.Countries.actors.txt:"
# Smeagol shares the codes of Gollum, whose country tocsin does not know; the state that it knows is taken
expect 1 "$TOCSIN" lexicon check "$coding/tabari/TABARI.Demo.actors" "$coding/petrarch/PETR.Validate.actors.txt"
says out 'TABARI.Demo.actors:68: unknown code "HOB" in "HOB"'
expect 0 "$TOCSIN" lexicon find "WHITE HOUSE" --on 1999-05-05 --quiet --dictionary "$coding/tabari/TABARI.Demo.actors"
says out "USAGOV"
