# Packed in every way, several members, standard input, folders: the same events.
. "$ROOT/tests/cli/lib.sh"
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "14%02d%02d\tRUSGOV\tUKR\t%s\tx\n", i % 12 + 1, i % 28 + 1, i % 2 ? "138" : "043" }' >a.tab
gzip -k a.tab
python3 -c 'import bz2, lzma
text = open("a.tab", "rb").read()
lzma.open("a.tab.xz", "wb").write(text)
bz2.open("a.tab.bz2", "wb").write(text)'
tar cf a.tar a.tab
tar czf a.tar.gz a.tab
python3 -c 'import zipfile; zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED).write("a.tab")'
files="a.tab.gz a.tab.xz a.tab.bz2 a.tar a.tar.gz a.zip"
! command -v zstd >/dev/null || { zstd -q a.tab && files="$files a.tab.zst"; }
events() { python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("select count(*), sum(goldstein), min(date), max(date), count(distinct cameo) from dataset_event").fetchone())' "$1"; }
expect 0 "$TOCSIN" ingest a.tab --ledger a.db
events a.db >wanted
for file in $files; do
    expect 0 "$TOCSIN" ingest $file --ledger $file.db
    events $file.db >got
    cmp wanted got || fail "$file gives other events"
done
expect 0 sh -c '"$TOCSIN" ingest - --format keds --ledger s.db <a.tab.gz'
events s.db >got
cmp wanted got || fail "standard input gives other events"
[ -z "$(find . -name '*.input*')" ] || fail "a copy of standard input was left"
mkdir folder
cp a.tab.gz folder/
awk '{ print $0 "y" }' a.tab >folder/b.tsv
printf 'a\tb\n1\t2\n' >folder/no_dataset.tsv
expect 0 "$TOCSIN" ingest folder --ledger f.db
[ "$(count f.db record)" = 6000 ] || fail "the folder gives $(count f.db record)"
expect 0 "$TOCSIN" ingest a.tab --dry-run --ledger none.db
[ ! -e none.db ] || fail "a dry run made a ledger"
