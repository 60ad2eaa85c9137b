# Printed, the HTML is at most two A4 pages.
# Plain only: nearly all of it is the browser; brief/formats writes HTML under sanitizers.
. "$ROOT/tests/cli/lib.sh"
command -v chromium >/dev/null 2>&1 && command -v pdfinfo >/dev/null 2>&1 || { echo "chromium or pdfinfo is not installed"; exit 77; }
sample l.db
for question in 'RUS+BLR NATO 2023-08-15' 'RUS UKR 2022-02-20' 'RUS+BLR NATO 2022-12-01' 'NATO CSTO 2025-06-01'; do
    set -- $question
    expect 0 "$TOCSIN" brief "$1" "$2" --asof "$3" --ledger l.db --html --out b.html
    rm -f b.pdf
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$PWD/profile" --no-pdf-header-footer --print-to-pdf=b.pdf \
        b.html >/dev/null 2>&1 || true
    [ -s b.pdf ] || { echo "chromium prints nothing here"; exit 77; }
    pages=$(pdfinfo b.pdf | awk '/^Pages/ { print $2 }')
    [ "$pages" -le 2 ] || fail "$question: $pages pages"
done
