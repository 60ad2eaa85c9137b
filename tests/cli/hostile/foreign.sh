# A ledger that is none is refused and not touched: SQLite of others, other files, a folder, a newer ledger.
. "$ROOT/tests/cli/lib.sh"
articles 3 >a.jsonl
python3 -c 'import sqlite3
c = sqlite3.connect("other.db"); c.execute("create table t(x)"); c.execute("insert into t values (1)"); c.commit()'
head -c 9000 /dev/urandom >noise.db
articles 1 >text.db
for file in other.db noise.db text.db; do
    cksum $file >before
    expect 1 "$TOCSIN" ingest a.jsonl --ledger $file
    says err "$file"
    cksum $file | cmp - before || fail "$file was touched"
    [ ! -e $file-wal ] || fail "$file-wal is left"
done
mkdir folder.db
expect 2 "$TOCSIN" ingest a.jsonl --ledger folder.db
expect 1 "$TOCSIN" ingest a.jsonl --ledger no/such/folder/x.db
expect 0 "$TOCSIN" ingest a.jsonl --ledger newer.db
python3 -c 'import sqlite3
c = sqlite3.connect("newer.db"); c.execute("pragma user_version = 99"); c.commit()'
expect 1 "$TOCSIN" ingest a.jsonl --ledger newer.db
says err "newer"
