# Which files of a folder are read: the rule of tocsin help ingest. A file that is named is always read.
. "$ROOT/tests/cli/lib.sh"
mkdir -p f/sub f/.hidden
article() { printf 'Date: 2020-01-02\nTitle: %s\n\nGermany met France about %s.\n' "$1" "$1" >"$2"; }
article one f/one.txt
article two f/sub/two
article three f/.dot.txt
article four f/.hidden/four.txt
article five f/README
article six f/notes.md
article seven f/readme.txt
article eight f/one.expect
article nine f/sources.txt
article ten f/table.tsv
article eleven f/backup.txt~
expect 0 "$TOCSIN" ingest f
says out "documents  2 new"
says out "rejects    0"
expect 0 "$TOCSIN" ingest f/README f/notes.md
says out "documents  2 new"
python3 - >files <<'PY'
import sqlite3
print([row[0] for row in sqlite3.connect("tocsin.db").execute("select file from document order by file")])
PY
says files "['f/README', 'f/notes.md', 'f/one.txt', 'f/sub/two']"
