# A small file of each dataset, in made-up rows: told by its content, foreign codes in ours, leading zeros kept.
. "$ROOT/tests/cli/lib.sh"
tab=$(printf '\t')
gdelt() { # gdelt COLUMNS: rows of GDELT with so many columns
    awk -v n="$1" 'BEGIN { OFS = "\t"
        row(1, "RUSGOV", "MOSCOW", "RUS", "", "GOV", "UKR", "UKRAINE", "UKR", "", "", "043", "2.8", 7, "UP")
        row(2, "IGOUNO", "UNITED NATIONS", "", "UNO", "IGO", "KSVMIL", "KOSOVO", "KSV", "", "MIL", "1823", "-9.5", 2, "")
        row(3, "XQZ", "NOBODY", "XQZ", "", "QQQ", "", "", "", "", "", "190", "", 1, "") }
    function row(id, a, an, ac, ag, at, b, bn, bc, bg, bt, code, gold, arts, geo,    i, c) {
        for (i = 1; i <= n; i++) c[i] = ""
        c[1] = id; c[2] = 20140301; c[3] = 201403; c[4] = 2014; c[5] = 2014.1644
        c[6] = a; c[7] = an; c[8] = ac; c[9] = ag; c[13] = at; c[16] = b; c[17] = bn; c[18] = bc; c[19] = bg; c[23] = bt
        c[26] = 1; c[27] = code; c[28] = substr(code, 1, 3); c[29] = substr(code, 1, 2); c[30] = 4; c[31] = gold; c[32] = arts; c[33] = 1; c[34] = arts
        if (n == 61) { c[53] = "Kyiv, Ukraine"; c[54] = geo; c[60] = "20140302120000" } else { c[51] = "Kyiv, Ukraine"; c[52] = geo; c[57] = "20140302" }
        line = c[1]; for (i = 2; i <= n; i++) line = line OFS c[i]
        print line }'
}
gdelt 57 >g57
gdelt 58 >g58
gdelt 61 >g61
sed 's/ *| */\t/g' >icews <<'X'
Event ID | Event Date | Source Name | Source Sectors | Source Country | Event Text | CAMEO Code | Intensity | Target Name | Target Sectors | Target Country | Story ID | Sentence Number | Publisher | City | District | Province | Country | Latitude | Longitude
1 | 2017-06-14 | Police (Ukraine) | Government,Police | Ukraine | Arrest | 173 | -5 | Citizen (Russia) | General Population / Civilian / Social | Russian Federation | 1 | 1 | Paper | Kyiv | NA | NA | Ukraine | 1 | 1
2 | 6/14/2017 | Russia | NULL | Russian Federation | Threaten | 13y | -7 | NATO | NA | NULL | 1 | 1 | Paper | NULL | NULL | NULL | NULL | 1 | 1
X
{ # in another order, surplus names and tabs, Latin-1
    sed 's/ *| */\t/g' <<'X'
Event Type | Event Date | Actor Name | Actor Country | Actor Sectors | Recipient Name | Recipient Country | Recipient Sectors | Event Mode | Contexts | Intensity | Publication Date | Odd | Odd2
ASSAULT | 2020-05-01 | FORCES | AZE | MIL | ARMENIA | ARM | | aerial | military | -9.5 | 2020-05-03 | x | |  |  |
X
    printf 'ACCUSE\t2020-05-02\tCh\342teau\tFRA\tGOV\tTURKEY\tTUR\t\tdisapprove\t\t-2\t2020-05-02\n'
} >polecat
cat >acled <<'X'
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,country,admin1,location,notes,fatalities,timestamp
UKR1,16 February 2023,2023,1,Political violence,Explosions/Remote violence,Shelling/artillery/missile attack,Military Forces of Russia (2000-),,State forces,Civilians (Ukraine),,Civilians,Ukraine,Kharkiv,Kupiansk,"A shell, ""it was said"",
fell on a house",2,1676900000
UKR2,2023-02-17,2023,2,Demonstrations,Protests,Peaceful protest,Protesters (Kenya),,6,,,,Kenya,Nairobi,Nairobi,note,0,1676900000
UKR3,2023-02-18,2023,1,Strategic developments,Strategic developments,Other,Military Forces of Kenya (2022-),,1,,,,Kenya,Nairobi,Nairobi,note,0,1676900000
X
printf '\357\273\277' >ucdp
sed 's/$/\r/' >>ucdp <<'X'
id,type_of_violence,side_a,side_b,number_of_sources,country,country_id,adm_1,where_coordinates,date_prec,date_start,date_end,best,gwnoa,gwnob
,,#group+name,#group+name,,#country,,,,,#date+start,,,,
1,1,Government of Ukraine,DPR,3,Ukraine,369,Donetsk oblast,Donetsk town,1,2014-07-01 00:00:00.000,2014-07-02,5,369,
2,3,Government of Syria,Civilians,1,Syria,652,Aleppo,Aleppo,4,2015-03-01,2015-03-31,12,652,
X
printf '%s\n' "140301${tab}RUSGOV${tab}UKR${tab}138${tab}(THREATEN)" "140302${tab}UKR${tab}---${tab}---${tab}none" "990101${tab}USA${tab}IRQ${tab}195${tab}x" >keds
printf 'split\tdate\tsource\trelation\ttarget\tday\ntrain\t2014-03-01\tVladimir_Putin\tThreaten_with_military_force\tMilitary_(Ukraine)\t59\n' >tkg
printf '1\t20140305\t2014\t3\t5\tISRMIL\tISR\tMIL\t\tPSEREB\tPSE\tREB\t\t195\t19\t4\t-10\t\t1\t1\tGaza\t\tPalestine\t1\tu\tn\n' >phoenix
printf 'eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process\n1,11/30/1979,1979,11,30,IRNGOV,IRN,GOV,,USA,USA,,,181,18,4,-9,,1,1,Tehran,,Iran,1,r\n' >phoenix_old
printf '1\t20140301120000\t20140301130000\t1\tpaper\thttp://x\t1\t1\t2\t3\t1\t80\t100\t0\t\t\n' >mentions

for file in g57 g58 g61 icews polecat acled ucdp keds tkg phoenix phoenix_old mentions; do
    expect 0 "$TOCSIN" ingest $file --ledger $file.db
    says out "rejects    0"
    expect 0 "$TOCSIN" check --ledger $file.db
    expect 0 "$TOCSIN" export --ledger $file.db --out $file.csv
done
python3 - <<'PY' || fail "a row became something else"
import csv
def rows(name):
    return list(csv.DictReader(open(name + ".csv", encoding="utf-8", newline="")))
def told(name, *columns):
    return sorted(tuple(row[c] for c in columns) for row in rows(name))
for name, dataset in (("g57", "gdelt"), ("g58", "gdelt"), ("g61", "gdelt2")):
    assert told(name, "source", "target", "event", "cameo", "goldstein", "reports", "place_country") == [
        ("", "", "ASSAULT", "190", "-10", "1", ""), ("RUSGOV", "UKR", "CONSULT", "043", "2.8", "7", "UKR"),
        ("UN", "XKXMIL", "ASSAULT", "1823", "-9.5", "2", "")], told(name, "source", "target", "event", "cameo", "goldstein", "reports", "place_country")
    assert {row["learnt"] for row in rows(name)} == {"2014-03-02"} and {row["dataset"] for row in rows(name)} == {dataset}
assert told("icews", "date", "source", "target", "cameo") == [("2017-06-14", "RUS", "NATO", "137"), ("2017-06-14", "UKRGOVCOP", "RUSCVL", "173")], told("icews", "date", "source", "target", "cameo")
assert told("polecat", "source", "source_text", "target", "event", "mode", "learnt") == [
    ("AZEMIL", "FORCES", "ARM", "ASSAULT", "aerial", "2020-05-03"), ("FRAGOV", "Château", "TUR", "ACCUSE", "disapprove", "2020-05-02")]
assert told("acled", "source", "target", "cameo", "date_precision", "place_text") == [
    ("KENOPP", "", "141", "week", "Nairobi"), ("RUSMIL", "UKRCVL", "194", "day", "Kupiansk")], told("acled", "source", "target", "cameo", "date_precision", "place_text")
assert told("ucdp", "source", "cameo", "date", "reports", "rule", "date_precision") == [
    ("SYRGOV", "180", "2015-03-01", "1", "type 3, 12 dead", "month"), ("UKRGOV", "190", "2014-07-01", "3", "type 1, 5 dead", "day")]
assert told("keds", "date", "source", "target", "cameo") == [("1999-01-01", "USA", "IRQ", "195"), ("2014-03-01", "RUSGOV", "UKR", "138")]
assert told("tkg", "source", "target", "cameo") == [("RUSGOV", "UKRMIL", "138")], told("tkg", "source", "target", "cameo")
assert told("phoenix", "source", "target", "cameo", "goldstein") == [("ISRMIL", "PSEREB", "195", "-10")]
assert told("phoenix_old", "date", "source", "target", "cameo", "place_country") == [("1979-11-30", "IRNGOV", "USA", "181", "IRN")]
assert rows("mentions") == []
PY
# named otherwise than it is
expect 1 "$TOCSIN" ingest icews --format acled --ledger x.db
says err "no column"
expect 2 "$TOCSIN" ingest icews --format wise --ledger x.db
