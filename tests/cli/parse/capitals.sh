# Headlines and sentences in capitals are understood as others are: who does what to whom.
. "$ROOT/tests/cli/lib.sh"
cat >arcs <<'ARCS'
POLAND CLOSES BORDER WITH BELARUS|CLOSES|POLAND|BORDER
RUSSIA WARNS NATO OF WAR|WARNS|RUSSIA|NATO
UKRAINE REJECTS PEACE PLAN|REJECTS|UKRAINE|PLAN
BELARUS DEPLOYS TROOPS NEAR LITHUANIA|DEPLOYS|BELARUS|TROOPS
GERMANY SENDS TANKS TO KYIV|SENDS|GERMANY|TANKS
PUTIN MEETS LUKASHENKO IN MINSK|MEETS|PUTIN|LUKASHENKO
FRENCH TROOPS KILL 12 REBELS IN MALI|KILL|TROOPS|REBELS
US IMPOSES SANCTIONS ON RUSSIAN BANKS|IMPOSES|US|SANCTIONS
THE ARMY HAD ATTACKED THE VILLAGE.|ATTACKED|ARMY|VILLAGE
THE DEFENCE MINISTER REFUSED TALKS.|REFUSED|MINISTER|TALKS
Poland closes border with Belarus|closes|Poland|border
Ukraine rejects peace plan|rejects|Ukraine|plan
Germany sends tanks to Kyiv|sends|Germany|tanks
ARCS
while IFS='|' read -r words verb subject object; do
    printf '%s\n' "$words" >in
    expect 0 "$TOCSIN" parse in
    awk -F '\t' -v verb="$verb" -v subject="$subject" -v object="$object" '
        $2 == verb { at = $1; fine = $4 == "VERB" && $7 == 0 }
        { head[$2] = $7; rel[$2] = $8 }
        END { exit !(fine && head[subject] == at && rel[subject] == "nsubj" && head[object] == at && rel[object] == "obj") }
    ' out || fail "not $subject $verb $object"
done <arcs
