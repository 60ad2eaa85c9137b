# A question of one's own: its sides, threshold and horizon; one kept beside the file; faults told with their line.
. "$ROOT/tests/cli/lib.sh"
sample l.db
export TOCSIN_LEDGER=l.db
cat >talks.toml <<'TOML'
id = "talks"
name = "Talks"
short = "talks, per this ledger"
event = "{A} and {B} confer"
side_a = "RUS"
side_b = "USA"
source = "this ledger"
rule = "yes, if the ledger has a done CONSULT between them; no, if it covers the window and has none; void, if it never does"
counts = "events"
events = "CONSULT"
threshold = 1
horizon_days = 60
TOML
expect 0 "$TOCSIN" forecast --question talks.toml --asof 2023-08-15
says out "Russia – United States: Talks"
says out "2023-08-16 to 2023-10-14"
says out "windows of as many days"
expect 0 "$TOCSIN" resolve
says out "talks, RUS and USA, asked from 2023-08-15, until 2023-10-14"
expect 2 "$TOCSIN" forecast RUS USA --question talks.toml --asof 2023-08-15
says err "names its own sides"
expect 2 "$TOCSIN" forecast --question contact
says err "wants two sides"
expect 2 "$TOCSIN" forecast RUS USA --question luck
expect 1 "$TOCSIN" forecast --question none.toml
sed 's/^threshold = 1/threshold = none/' talks.toml >bad.toml
expect 1 "$TOCSIN" forecast --question bad.toml
says err "bad.toml:11: threshold must be a whole number"
# past years by the year: what began in a year that is not whole in the window cannot be told
[ -d "$ROOT/../shared/data/dyads" ] || { echo "no data"; exit 77; }
expect 0 "$TOCSIN" forecast PRT URY --asof 1997-12-31 --dyads "$ROOT/../shared/data/dyads" --question dispute --record past
expect 0 "$TOCSIN" forecast IND PAK --asof 1998-12-31 --dyads "$ROOT/../shared/data/dyads" --question dispute --record past
expect 0 "$TOCSIN" forecast IND PAK --asof 1998-08-31 --dyads "$ROOT/../shared/data/dyads" --question dispute --record past
says out "the model has learnt the outcomes of 1998 itself"
expect 0 "$TOCSIN" resolve --record past
says out "no     line 1"
says out "yes    line 2"
says out "[disputes:IND-PAK:1999]"
says out "void   line 3"
