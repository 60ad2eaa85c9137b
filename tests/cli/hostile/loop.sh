# Folders that contain themselves end; links to nothing and what may not be entered are told.
. "$ROOT/tests/cli/lib.sh"
mkdir -p f/g
articles 3 >f/g/a.jsonl
ln -s .. f/g/up
ln -s . f/self
ln -s nowhere f/dangling
mkfifo f/pipe
expect 0 timeout 20 "$TOCSIN" ingest f
says out "3 new"
says err "f/dangling: "
says err "f/pipe: "
sound tocsin.db
