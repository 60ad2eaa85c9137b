# The exercise calendar: months and years, the present out of pattern or not, nothing with too little history, nothing from the future.
. "$ROOT/tests/cli/lib.sh"
python3 - >news.jsonl <<'PY'
import datetime, json
days = [(year, 6, day) for year in range(2016, 2023) for day in (5, 12)]  # every June
days += [(2023, 2, day) for day in (1, 8, 15, 22)]                         # and four weeks of February 2023
days += [(2023, 6, day) for day in (5, 12)]
for i, day in enumerate(days):
    date = datetime.date(*day)
    print(json.dumps({"id": f"x{i}", "date": str(date), "source": "S", "text": f"Poland and Lithuania held joint military exercises on {date:%A}."}))
for i, year in enumerate(range(2016, 2024)):  # the ledger covers February of each year
    print(json.dumps({"id": f"c{i}", "date": f"{year}-02-14", "source": "S", "text": "Kenya accused Uganda of violating its border."}))
print(json.dumps({"id": "o", "date": "2019-06-07", "source": "S", "text": "Sweden and Finland held joint military exercises on Friday."}))
PY
expect 0 "$TOCSIN" ingest news.jsonl --ledger l.db
ask() { # ask DAY EXPRESSION: an expression of Python over e
    expect 0 "$TOCSIN" bloc NATO --on "$1" --ledger l.db --json
    python3 -c 'import json, sys
e = json.load(open("out"))["exercises"]
assert eval(sys.argv[1]), e' "$2" || fail "on $1 not: $2"
}
ask 2023-02-26 'e["verdict"] == "more" and e["weeks_with_now"] == 4 and e["weeks_with_before"] == 0 and e["earlier_years"] == 7'
ask 2023-02-26 'abs(e["chance_more"] - 1 / 35960) < 1e-12'  # 1 of C(32, 4) ways
ask 2023-02-26 'e["usual_months"] == [6] and e["months_with"][5] == 7'
ask 2023-02-26 '[y["total_days"] for y in e["years"]] == [2] * 7 + [4]'  # Sweden and Finland were no members in 2019
ask 2023-06-15 'e["verdict"] == "usual" and e["weeks_with_now"] == 2 and e["weeks_with_before"] == 14'
ask 2023-02-05 'e["years"][-1]["total_days"] == 1 and e["verdict"] == "undefined"'  # what came later is not there; these weeks are covered in no earlier year
ask 2018-06-15 'e["verdict"] == "undefined" and e["chance_more"] is None and e["usual_months"] == []'
ask 2023-10-15 'e["verdict"] == "undefined"'  # the ledger tells of nobody
expect 0 "$TOCSIN" bloc NATO --on 2023-02-26 --ledger l.db
says out "out of pattern: more than usual"
says out "usual months: Jun (7 of 7 years)"
expect 0 "$TOCSIN" bloc NATO --on 2023-02-26
says out "no ledger was read"
expect 1 "$TOCSIN" bloc NATO --ledger none.db
