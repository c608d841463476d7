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

# Where GLPK's own program is installed, it must find a bound on what solve found.
if command -v glpsol >/dev/null; then
    glpsol --lp tiny.lp -o answer >/dev/null
    bound=$(sed -n 's/^Objective: .* = \([0-9.]*\) .*/\1/p' answer)
    worth=$(sed -n 's/.*"objective": \([0-9.]*\).*/\1/p' solved)
    awk -v bound="$bound" -v worth="$worth" 'BEGIN { exit !(bound >= worth - 1e-3) }' ||
        wrong "the program is worth $bound, the schedule $worth"
fi
