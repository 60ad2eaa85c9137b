# Rungs of deaths are closed from UCDP GED in a ledger: yes, no, void by their rule; silence of one country's file is no "no". All rows are made up.
. "$ROOT/tests/cli/lib.sh"
# rows YEARS STATES: an event a day of nobody in question, in turn in so many states
rows() {
    awk -v years="$1" -v most="$2" 'BEGIN {
        n = split("2 20 40 41 42 70 90 91 92 93 94 95 100 101 110 130 135 145 150 155 200 205 210 220 225 230 290 305 310 325 339 343 344 346 349 350 352 355 359 360 365 366 367 368 369", gw, " ")
        split("31 28 31 30 31 30 31 31 30 31 30 31", month, " ")
        split(years, y, " ")
        for (i = 1; y[i] != ""; i++)
            for (m = 1; m <= 12; m++)
                for (d = 1; d <= month[m]; d++)
                    printf "%d,3,Government of X,Civilians,1,X,%d,,,1,%04d-%02d-%02d 00:00:00.000,%04d-%02d-%02d 00:00:00.000,1,,\n",
                        ++id, gw[id % most + 1], y[i], m, d, y[i], m, d
    }'
}
battle() { # battle GW GW FROM TO DEAD
    printf '%s,1,Government of A,Government of B,2,X,%s,,,1,%s 00:00:00.000,%s 00:00:00.000,%s,%s,%s\n' "9$1$2$(echo "$3" | tr -d -)" "$1" "$3" "$4" "$5" "$1" "$2"
}
echo id,type_of_violence,side_a,side_b,number_of_sources,country,country_id,adm_1,where_coordinates,date_prec,date_start,date_end,best,gwnoa,gwnob >head
{
    cat head
    rows "2020 2021 2022 2023" 45
    battle 140 160 2021-10-05 2021-10-05 20 # Brazil and Argentina
    battle 160 140 2021-11-05 2021-11-05 9
    battle 155 145 2022-08-10 2022-08-20 40 # Chile and Bolivia, across the end of the window
    battle 101 100 2021-12-01 2021-12-01 7  # Venezuela and Colombia
} >GEDEvent_made_up.csv
{ cat head; rows "2020 2021 2022 2023" 20; } >one_continent.csv
"$TOCSIN" ingest GEDEvent_made_up.csv --ledger world.db --quiet >/dev/null
"$TOCSIN" ingest one_continent.csv --ledger part.db --quiet >/dev/null
export TOCSIN_FORECASTS=f.jsonl
for pair in "BRA ARG" "CHL BOL" "VEN COL" "PRT URY"; do
    for question in fatal deaths-25 deaths-1000; do
        expect 0 "$TOCSIN" forecast $pair --asof 2021-08-15 --question $question --ledger world.db
    done
done
verdicts() { # verdicts LEDGER DAY: a line of outcomes for each pair
    expect 0 "$TOCSIN" resolve --ledger "$1" --asof "$2" --dry-run --json
    python3 -c 'import json; f = json.load(open("out"))["forecasts"]; print(" ".join(x["outcome"] for x in f))'
}
same() { # same WANTED GOT
    [ "$1" = "$2" ] || fail "verdicts are \"$2\", not \"$1\""
}
same "yes yes no void void no yes no no open no no" "$(verdicts world.db 2024-01-15)"
# the window is over, but deaths of the next year still count, and that year is not covered
same "yes yes open void void open yes open open open open open" "$(verdicts world.db 2022-09-01)"
same "yes open open open open open open open open open open open" "$(verdicts world.db 2021-10-31)" # nine dead came later
same "open open open open open open open open open open open open" "$(verdicts part.db 2024-01-15)"
same "void void void void void void void void void void void void" "$(verdicts part.db 2028-01-15)" # five years after the window
expect 0 "$TOCSIN" resolve --ledger world.db --asof 2024-01-15
says out "has it, in the ledger"
says out "11 closed, 1 open"
id=$(python3 -c 'import json; print(next(e["evidence"] for e in map(json.loads, open("f.jsonl")) if e.get("outcome") == "yes"))')
expect 0 "$TOCSIN" why "$id" --ledger world.db
says out "20 dead"
# whoever turns the sides round is told the same
rm f.jsonl f.jsonl.head
expect 0 "$TOCSIN" forecast ARG BRA --asof 2021-08-15 --question deaths-25 --ledger world.db
same yes "$(verdicts world.db 2024-01-15)"
