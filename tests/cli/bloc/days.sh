# Membership is that of the day; a frozen member is one in law and said to be frozen.
. "$ROOT/tests/cli/lib.sh"
expect 0 "$TOCSIN" bloc NATO --on 2023-04-03
says out "on 2023-04-03: 30 members"
expect 0 "$TOCSIN" bloc NATO --on 2023-04-04
says out "31 members"
expect 0 "$TOCSIN" bloc "Collective Security Treaty Organization" --on 2024-02-21
silent_about out "frozen"
expect 0 "$TOCSIN" bloc CSTO --on 2024-02-22 --json
python3 -c 'import json
armenia = next(m for m in json.load(open("out"))["members"] if m["state"] == "ARM")
assert armenia["status"] == "frozen" and armenia["since"] == "2024-02-22"'
expect 2 "$TOCSIN" bloc Atlantis
expect 2 "$TOCSIN" bloc
