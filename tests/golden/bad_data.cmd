# Every fault of a dataset at once, with table, row, column, value and what was expected.
clinweave generate tiny -o tiny.h5
clinweave export tiny.h5 -o tiny
sed -i -e '2s/,[0-9-]*,/,2026-02-30,/' tiny/sessions.csv
sed -i -e '3s/^[^,]*/nobody/' tiny/skills.csv
sed -i -e '1s/$/,shoe_size/' -e '2,$s/$/,43/' tiny/patients.csv
sed -i -e '2s/routine\|soon\|urgent\|emergency/whenever/' tiny/requests.csv
clinweave check tiny
echo "[$?]"
clinweave check tiny --json
echo "[$?]"
clinweave solve tiny -o result.h5
echo "[$?]"
clinweave import tiny -o bad.h5
echo "[$?]"
ls
