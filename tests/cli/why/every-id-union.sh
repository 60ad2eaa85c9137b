# Every id that a brief prints opens: the Union State NATO 2023-08-15.
# Plain only: as every-id-blocs.
. "$ROOT/tests/cli/lib.sh"
set -- RUS+BLR NATO 2023-08-15
. "$ROOT/tests/cli/why/every-id.inc"
