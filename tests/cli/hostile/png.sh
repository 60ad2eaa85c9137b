# Pictures and archives are told by name and left out.
. "$ROOT/tests/cli/lib.sh"
mkdir f
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >f/picture.png
python3 -c 'import zipfile; zipfile.ZipFile("f/archive.zip", "w").writestr("a.txt", "Russia shelled Ukraine.\n")'
printf '%%PDF-1.7\n' >f/paper.pdf
printf 'text with a \0 in it\n' >f/zero.txt
articles 2 >f/a.jsonl
expect 0 "$TOCSIN" ingest f
says out "2 new"
says out "rejects    4"
says err "a PNG image"
expect 1 "$TOCSIN" code f/picture.png
says err "a PNG image"
# an archive that cannot be opened may have been a dataset: that is a failure, and what stands beside it is kept
printf 'PK\003\004xxxx' >f/cut.zip
expect 1 "$TOCSIN" ingest f --ledger cut.db
says out "2 new"
says err "f/cut.zip"
says err "damaged or cut short"
