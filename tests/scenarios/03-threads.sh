# The schedule does not depend on the number of threads.
. "$(dirname "$0")/common.sh"

clinweave generate tiny -o tiny.h5
clinweave generate small -o small.h5
for method in greedy auto; do
    for data in tiny small; do
        for threads in 1 2 8; do
            clinweave solve $data.h5 -o $threads.h5 --method $method --threads $threads \
                --time-limit 0 --work-limit 200 --quiet
        done
        same_tables 1.h5 2.h5
        same_tables 1.h5 8.h5
    done
done
