# What the tests of ingest and code share. Source it: . "$ROOT/tests/cli/lib.sh"
# shellcheck shell=sh

fail() { # fail WORDS...
    echo "FAILED: $*"
    for file in out err; do
        [ ! -s "$file" ] || { echo "-- $file:"; head -n 20 "$file"; }
    done
    exit 1
}

expect() { # expect STATUS COMMAND...: run it; standard output goes to ./out, standard error to ./err
    wanted=$1
    shift
    status=0
    "$@" >out 2>err || status=$?
    [ "$status" -eq "$wanted" ] || fail "status $status, not $wanted: $*"
}

says() { # says FILE WORDS: FILE holds WORDS
    grep -qF -- "$2" "$1" || fail "$1 does not say \"$2\""
}

silent_about() { # silent_about FILE WORDS
    ! grep -qF -- "$2" "$1" || fail "$1 says \"$2\""
}

sample() { # sample LEDGER: a ledger of examples/brink, as run-cli has made it once for all tests
    cp "$SAMPLE" "$1"
}

enough() { # enough PLAIN SANITIZED: how much is to be read; what a sanitizer finds shows in less, and it makes all slow
    if [ -n "${SANITIZED:-}" ]; then echo "$2"; else echo "$1"; fi
}

rows() { # rows LEDGER: every row of the ledger, in the ledger's own order
    python3 - "$1" <<'PY'
import sqlite3, sys
ledger = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for table in ("document", "sentence", "event"):
    rows = [repr(row) for row in ledger.execute(f"select * from {table}")]
    print(table, len(rows))
    print("\n".join(rows))
PY
}

days_of_2019() { # days_of_2019 STATEMENTS: awk's statements for each day of 2019: d, from 0, and day, as in 20190131
    awk 'BEGIN {
    split("31 28 31 30 31 30 31 31 30 31 30 31", m, " ")
    for (d = 0; d < 365; d++) {
        n = d
        for (k = 1; n >= m[k]; k++) n -= m[k]
        day = sprintf("2019%02d%02d", k, n + 1)
'"$1"'
    }
}'
}

count() { # count LEDGER TABLE
    python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute(f"select count(*) from {sys.argv[2]}").fetchone()[0])' "$1" "$2"
}

sound() { # sound LEDGER: it passes SQLite's own check, and no row refers to one that is missing
    python3 - "$1" <<'PY' || fail "the ledger $1 is not sound"
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
assert ledger.execute("pragma integrity_check").fetchone()[0] == "ok"
assert not ledger.execute("pragma foreign_key_check").fetchall()
assert not ledger.execute("select 1 from sentence where document not in (select id from document)").fetchall()
assert not ledger.execute("""select 1 from document d where sentences !=
    (select count(*) from sentence s where s.document = d.id)""").fetchall()
PY
}

articles() { # articles N: N articles of three sentences, as JSON Lines
    awk -v n="$1" 'BEGIN {
        split("Russia Ukraine Poland Belarus Lithuania Germany Kazakhstan France Armenia Turkey", who, " ")
        for (i = 0; i < n; i++) {
            a = who[i % 10 + 1]; b = who[(i * 3 + 1) % 10 + 1]; c = who[(i * 7 + 4) % 10 + 1]
            printf "{\"id\":\"n%d\",\"date\":\"%04d-%02d-%02d\",\"source\":\"wire %d\",", i, 2014 + i % 10, i % 12 + 1, i % 28 + 1, i % 7
            printf "\"text\":\"%s accused %s of violating its airspace on Monday. ", a, b
            printf "The defence ministers of %s and %s held talks. %s will send troops, report %d said.\"}\n", b, c, c, i
        }
    }'
}
