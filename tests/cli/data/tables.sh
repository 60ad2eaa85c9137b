# Tables as analysts hold them: an archive with what is no dataset, a WEIS file, a damaged archive; each told in words.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN { for (i = 0; i < 300; i++) printf "14%02d%02d\tRUSGOV\tUKR\t138\tx\n", i % 12 + 1, i % 28 + 1 }' >a.tab
printf 'This manifest lists the files of the bundle.\n' >MANIFEST.TXT
python3 - <<'PY'
import tarfile, zipfile
with zipfile.ZipFile("bundle.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for name in ("MANIFEST.TXT", "a.tab"):
        z.write(name)
with zipfile.ZipFile("none.zip", "w") as z:
    z.write("MANIFEST.TXT")
with tarfile.open("two.tar", "w") as t:
    t.add("a.tab")
    first = t.offset
    t.add("a.tab", "b.tab")
open("cut.tar", "wb").write(open("two.tar", "rb").read()[:first]) # ends between two members
PY
expect 0 "$TOCSIN" ingest bundle.zip --ledger l.db
says err "bundle.zip:MANIFEST.TXT: passed over, no dataset: "
[ "$(count l.db record)" = 300 ] || fail "$(count l.db record) rows of the bundle"
expect 1 "$TOCSIN" ingest none.zip --format keds --ledger x.db
says err 'holds no dataset that tocsin knows'
expect 0 "$TOCSIN" ingest two.tar --ledger two.db
[ "$(count two.db record)" = 600 ] || fail "$(count two.db record) rows of the tar"
expect 1 "$TOCSIN" ingest cut.tar --ledger x.db
says err "damaged or cut short"
# WEIS by its codes, and by name
printf '790415\tISR\tPAL\t223\t(MIL ENGAGEMENT)\n790416\tISR\tLEB\t160\t(WARN)\n' >weis
expect 0 "$TOCSIN" ingest weis --ledger w.db
expect 0 "$TOCSIN" export --ledger w.db
says out ",THREATEN,,,130,3,-3,"
says out ",weis,"
printf '790416\tISR\tLEB\t160\t(WARN)\n' >weis2
expect 0 "$TOCSIN" ingest weis2 --format weis --ledger w2.db
expect 0 "$TOCSIN" export --ledger w2.db
says out ",THREATEN,,,130,3,-3,"
# a file of which one quote is never closed loses one row
{
    printf 'event_date;event_type;sub_event_type;actor1;country;notes\n'
    awk 'BEGIN { for (i = 0; i < 400; i++) printf "2023-01-%02d;Protests;Peaceful protest;Protesters (Kenya);Kenya;%s\n", i % 28 + 1, i == 100 ? "\"never closed" : "a 5\" gun" }'
} >acled.csv
expect 0 "$TOCSIN" ingest acled.csv --ledger q.db
says err "acled.csv:102: a quote within a quoted cell that is not doubled"
[ "$(count q.db record)" = 399 ] || fail "$(count q.db record) rows"
