# The compact integer program of a dataset, for other solvers: whole, named, and never below the
# worth of a schedule.
. "$(dirname "$0")/common.sh"

clinweave generate tiny -o tiny.h5
clinweave export tiny.h5 --to lp -o tiny.lp
clinweave export tiny.h5 --to mps -o tiny.mps
cmp tiny.lp.names.csv tiny.mps.names.csv
head -n 1 tiny.lp.names.csv | tr -d '\r' | grep -qx 'short,name' || wrong "the head of the names"
grep -q ONCE tiny.lp.names.csv || wrong "no ONCE row"
expect 0 clinweave solve tiny.h5 -o result.h5 --json >solved
expect 2 clinweave export result.h5 --to lp -o result.lp

# GLPK's own program reads both forms, finds one optimum, and that bounds what solve found.
glpsol --lp tiny.lp -o from-lp >/dev/null
glpsol --freemps tiny.mps -o from-mps >/dev/null
grep -q 'INTEGER OPTIMAL' from-lp || wrong "the lp file is not solved"
grep -q 'INTEGER OPTIMAL' from-mps || wrong "the mps file is not solved"
bound=$(sed -n 's/^Objective: .* = \([0-9.]*\) .*/\1/p' from-lp)
negated=$(sed -n 's/^Objective: .* = -\([0-9.]*\) .*/\1/p' from-mps)
worth=$(sed -n 's/.*"objective": \([0-9.]*\).*/\1/p' solved)
[ -n "$bound" ] && [ "$bound" = "$negated" ] || wrong "lp says $bound, mps says -$negated"
awk -v bound="$bound" -v worth="$worth" 'BEGIN { exit !(bound >= worth - 1e-3) }' ||
    wrong "the program is worth $bound, the schedule $worth"
