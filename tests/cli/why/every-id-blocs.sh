# Every id that a brief prints opens: NATO CSTO 2024-06-01.
. "$ROOT/tests/cli/lib.sh"
set -- NATO CSTO 2024-06-01
. "$ROOT/tests/cli/why/every-id.inc"
