# A result made before is where a solve can begin: what is still allowed of it is not lost.
. "$(dirname "$0")/common.sh"

# worth FILE: the objective in what --json printed.
worth() {
    sed -n 's/.*"objective": \([-0-9.e+]*\).*/\1/p' "$1"
}

# not_less A B: the number A is at least B.
not_less() {
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b - 1e-6 * (b > 1 ? b : 1)) }' ||
        wrong "$1 is less than $2"
}

clinweave generate features -o data.h5
expect 0 clinweave solve data.h5 -o first.h5 --work-limit 500000 --json >first
clinweave export first.h5 -o first-csv --quiet

# With next to no work nothing is lost; from a file as from a folder.
for start in first.h5 first-csv; do
    expect 0 clinweave solve data.h5 -o next.h5 --start $start --work-limit 1 --method greedy \
        --json >next
    not_less "$(worth next)" "$(worth first)"
    expect 0 clinweave audit data.h5 next.h5 --quiet
done
asked=$(sed -n 's/.*"start_asked": \([0-9]*\).*/\1/p' next)
[ "$asked" -gt 0 ] || wrong "nothing was asked of the start"
grep -q "\"start_stood\": $asked[,}]" next || wrong "not all stood again: $(cat next)"

# With work it goes on from there.
expect 0 clinweave solve data.h5 -o next.h5 --start first.h5 --work-limit 2000000 --json >next
not_less "$(worth next)" "$(worth first)"

# Appointments alone will do, and those that are no longer allowed are counted.
mkdir alone
cp first-csv/appointments.csv alone/
sed -i -e '2s/,[0-9][0-9]:[0-9][0-9],[0-9][0-9]:[0-9][0-9],/,03:00,03:10,/' alone/appointments.csv
expect 0 clinweave solve data.h5 -o next.h5 --start alone --work-limit 1000 >said
grep -q '^start .* of .* appointments stood again' said || wrong "$(cat said)"
expect 0 clinweave audit data.h5 next.h5 --quiet

# A result of yesterday: a request is no longer there, another is new.
clinweave export data.h5 -o today --quiet
gone=$(sed -n 2p first-csv/appointments.csv | cut -d, -f1)
sed -i -e "/$gone/d" today/requests.csv today/availability.csv today/links.csv
expect 0 clinweave solve today -o next.h5 --start first.h5 --work-limit 1 --method greedy \
    --json >next 2>narration
grep -q 'does not have' narration || wrong "nothing said of $gone: $(cat narration)"
expect 0 clinweave audit today next.h5 --quiet

# What is no result of this dataset is refused.
mkdir strange
sed -e '2,$s/^/x/' first-csv/appointments.csv >strange/appointments.csv
expect 2 clinweave solve data.h5 -o none.h5 --start strange
rm next.h5
clinweave generate tiny -o tiny.h5 --quiet
expect 3 clinweave solve data.h5 -o next.h5 --start missing.h5
expect 2 clinweave solve data.h5 -o next.h5 --start tiny.h5
mkdir results
expect 2 clinweave solve data.h5 tiny.h5 -o results --start first.h5
[ ! -e next.h5 ] && [ ! -e none.h5 ] || wrong "something was written"
