# A small world of 10 states is learnt: same bytes twice, the enemies get the higher odds, errors are said, a model is asked.
. "$ROOT/tests/cli/lib.sh"
mkdir d
python3 - <<'PY'
import gzip, random
codes = [200, 220, 255, 290, 325, 365, 640, 645, 651, 666]
draw = random.Random(5)
pairs = gzip.open("d/dyads_all_1950_1999.csv.gz", "wt")
states = open("d/states_1950_1999.csv", "w")
print("year,ccode1,ccode2,conttype,mindist,capdist,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul,dyadigos,gml_ongoing,gml_onset,gml_hostlev,gml_fatalonset", file=pairs)
print("year,ccode,cinc,milex,milper,tpop,polity2,v2x_polyarchy,mrgdppc,major,statenme", file=states)
for year in range(1950, 2000):
    for n, code in enumerate(codes):
        print(f'{year},{code},0.0{n + 1},10,20,{1000 * n + 50},{n - 5},0.{n},,{int(n < 3)},"Land, {n}"', file=states)
        for m in range(n + 1, len(codes)):
            onset = int(draw.random() < (0.4 if (n, m) == (5, 6) else 0.01))
            print(f"{year},{code},{codes[m]},{int(m == n + 1)},,{300 * (m - n)},0,0,0,0,0,12,{onset},{onset},{4 * onset},0", file=pairs)
PY
small="--bags 1 --rounds 80"
expect 0 "$TOCSIN" fit dispute d -o a.bin --until 1995 --now 1999 $small
says out "1950 to 1995"
says out "(outcomes to 1998)"
expect 0 "$TOCSIN" fit dispute d -o b.bin --until 1995 --now 1999 $small --json
python3 -c 'import json; told = json.load(open("out")); assert told["pairs"] == 45 and told["pair_years"] == 46 * 45 and told["onsets"] > 30, told'
cmp a.bin b.bin || fail "the same data give other bytes"

expect 0 "$TOCSIN" forecast RUS TUR --asof 1999-05-01 --model a.bin --json
cp out enemies
expect 0 "$TOCSIN" forecast "United Kingdom" IRQ --asof 1999-05-01 --model a.bin --json
python3 -c '
import json
enemies, strangers = json.load(open("enemies")), json.load(open("out"))
assert enemies["probability"] > 3 * strangers["probability"], (enemies["probability"], strangers["probability"])
for told in (enemies, strangers):
    assert 0 <= told["low"] < told["probability"] < told["high"] <= 1
    assert told["question"] and told["resolution"] and told["horizon_days"] == 365 and told["track_record"].startswith("none yet")
    assert told["base_rate"]["pair_years"] > 0 and told["base_rate"]["low"] <= told["base_rate"]["estimate"] <= told["base_rate"]["high"]'
# an earlier year: from the folder only, and said when the model has learnt it
expect 0 "$TOCSIN" forecast RUS TUR --asof 1996-05-01 --model a.bin
says out "--dyads"
expect 0 "$TOCSIN" forecast RUS TUR --asof 1996-05-01 --model a.bin --dyads d
says out "outcomes of disputes to 1995"
silent_about out "has learnt the outcomes"
expect 0 "$TOCSIN" forecast RUS TUR --asof 1994-05-01 --model a.bin --dyads d --why
says out "has learnt the outcomes of 1994"
says out "MOST ALIKE"
# sides are symmetric
expect 0 "$TOCSIN" forecast TUR RUS --asof 1999-05-01 --model a.bin --json
python3 -c 'import json; assert json.load(open("out"))["probability"] == json.load(open("enemies"))["probability"]'

expect 2 "$TOCSIN" fit
expect 2 "$TOCSIN" fit war d -o x.bin
expect 2 "$TOCSIN" fit dispute d
says err "-o MODEL"
expect 2 "$TOCSIN" fit dispute d -o x.bin --until 90
expect 1 "$TOCSIN" fit dispute none -o x.bin
expect 1 "$TOCSIN" fit dispute d -o x.bin --until 1951
says err "too few"
mkdir e
expect 1 "$TOCSIN" fit dispute e -o x.bin
says err "is not a folder of pairs"
zcat d/dyads_all_1950_1999.csv.gz | sed 1s/capdist/far/ >e/dyads_all_x.csv
expect 1 "$TOCSIN" fit dispute e -o x.bin
says err 'no column "capdist"'
[ ! -e x.bin ] || fail "a failed fit left a file"
head -c 3000 a.bin >cut.bin
expect 1 "$TOCSIN" forecast RUS TUR --asof 1999-05-01 --model cut.bin
says err "damaged"
expect 1 "$TOCSIN" forecast RUS TUR --asof 1999-05-01 --model d/states_1950_1999.csv
says err "not a model of disputes"
expect 0 "$TOCSIN" fit dispute d -o c.bin --until 1995 $small --quiet
[ ! -s out ] || fail "--quiet speaks"
expect 0 "$TOCSIN" forecast RUS TUR --asof 1999-05-01 --model c.bin
says out "fitted without --now"
