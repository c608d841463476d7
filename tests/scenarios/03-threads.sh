# The schedule does not depend on the number of threads.
. "$(dirname "$0")/common.sh"

for recipe in tiny features; do
    clinweave generate $recipe -o data.h5
    for method in greedy auto; do
        for threads in 1 2 8; do
            clinweave solve data.h5 -o $threads.h5 --method $method --threads $threads \
                --time-limit 0 --gap 0.2 --quiet
        done
        same_tables 1.h5 2.h5
        same_tables 1.h5 8.h5
    done
done
