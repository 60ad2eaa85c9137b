# Acts of forces from the ledger: of the days before only, once for each happening, each with an id that why opens.
. "$ROOT/tests/cli/lib.sh"
cat >news.jsonl <<'N'
{"id":"1","date":"2023-08-01","source":"A","text":"Belarus mobilized its troops near the border on Tuesday."}
{"id":"2","date":"2023-08-02","source":"B","text":"Belarus mobilized its troops near the border on Tuesday, officials said."}
{"id":"3","date":"2023-08-10","source":"A","text":"Poland and Lithuania held joint military exercises on Thursday."}
{"id":"4","date":"2023-03-01","source":"A","text":"Poland mobilized its troops on Wednesday."}
{"id":"5","date":"2023-09-01","source":"A","text":"Poland mobilized its troops on Friday."}
N
expect 0 "$TOCSIN" ingest news.jsonl --ledger l.db
expect 0 "$TOCSIN" balance BLR POL+LTU --on 2023-08-15 --ledger l.db --json
python3 - <<'PY' || fail "acts are not those of the 90 days"
import json
told = json.load(open("out"))
a, b = told["side_a"]["posture"], told["side_b"]["posture"]
assert [e["event"] for e in a] == ["MOBILIZE"] and a[0]["reports"] == 2, a
assert [e["event"] for e in b] == ["COOPERATE"] and b[0]["date"] == "2023-08-10", b
open("id", "w").write(a[0]["id"])
PY
expect 0 "$TOCSIN" why "$(cat id)" --ledger l.db
says out "mobilized its troops"
expect 0 "$TOCSIN" balance BLR POL+LTU --on 2023-07-15 --ledger l.db
says out "A: 0"
