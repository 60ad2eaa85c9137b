# Damaged, hostile and half-written datasets: a clear word, and nothing of them in the ledger; next to them the sound ones are kept.
. "$ROOT/tests/cli/lib.sh"
rows() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "14%02d%02d\tRUSGOV\tUKR\t138\tx\n", i % 12 + 1, i % 28 + 1 }'; }
rows 5000 >good
python3 - <<'PY'
import gzip, io, zipfile
good = open("good", "rb").read()
lines = good.splitlines(True)
open("latin", "wb").write(lines[0].replace(b"x", b"caf\xe9") + b"".join(lines[1:50]))
open("dates", "wb").write(b"".join(lines[:300]) + b"999999\tRUS\tUKR\t138\tx\n" + b"140231\tRUS\tUKR\t138\tx\n" + b"".join(lines[300:600]))
open("garbage", "wb").write(b"".join(lines[:10]) + bytes(range(256)) * 4000)
open("long", "wb").write(lines[0] + b"140101\tRUS\tUKR\t138\t" + b"y" * (50 << 20) + b"\n" + b"".join(lines[1:400]))
open("codes", "wb").write(b"".join(lines[:10]) + b"140101\tRUS\tUKR\t999\tx\n" * 5)
with zipfile.ZipFile("good.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a.tab", good)
    z.writestr("b.tab", good.replace(b"138", b"195"))
packed = open("good.zip", "rb").read()
open("cut.zip", "wb").write(packed[:len(packed) // 2])
flipped = bytearray(packed)
flipped[200] ^= 0x55
open("flipped.zip", "wb").write(flipped)
with gzip.open("bomb.gz", "wb", 9) as bomb:
    bomb.write(lines[0])
    for _ in range(400):
        bomb.write(b"\0" * (1 << 20))
open("quote.csv", "w").write("event_date,event_type,sub_event_type,actor1\n2023-01-01,Protests,Peaceful protest,\"Protesters (Kenya)\n" + "2023-01-02,Protests,Peaceful protest,x\n" * 100)
open("empty.csv", "w").write("event_date,event_type,sub_event_type,actor1\n")
PY
expect 0 "$TOCSIN" ingest good --ledger l.db
for file in garbage cut.zip flipped.zip bomb.gz codes; do
    expect 1 "$TOCSIN" ingest $file --ledger l.db
    says err "$file"
    [ "$(count l.db record)" = 5000 ] || fail "something of $file is in the ledger"
done
expect 0 "$TOCSIN" ingest latin dates long good.zip empty.csv --ledger l.db
says err "dates:301: date: no date that exists"
says err "long:2: "
expect 0 "$TOCSIN" ingest quote.csv --max-rejects 100 --ledger l.db
expect 1 "$TOCSIN" ingest dates --max-rejects 0.1 --ledger m.db
says err "more than --max-rejects 0.1 allows"
[ "$(count m.db record)" = 0 ] || fail "a file past its rejects was kept"
expect 1 "$TOCSIN" ingest good garbage --ledger n.db
[ "$(count n.db record)" = 5000 ] || fail "the sound file beside was not kept"
expect 0 "$TOCSIN" check --ledger l.db
expect 0 "$TOCSIN" check --ledger n.db
