# The result does not depend on the number of threads, nor, where only work limits it, on speed.
. "$(dirname "$0")/common.sh"

# same_answer OPTION...: the tables of the results at 1, 2 and 8 threads agree, and so do the
# numbers in their attributes.
same_answer() {
    local threads
    for threads in 1 2 8; do
        clinweave solve data.h5 -o $threads.h5 --threads $threads --quiet "$@"
    done
    for threads in 2 8; do
        same_tables 1.h5 $threads.h5
        sed -e '/^seconds,/d' -e '/^threads,/d' same_a/attributes.csv >one
        sed -e '/^seconds,/d' -e '/^threads,/d' same_b/attributes.csv >other
        cmp one other || wrong "the attributes at 1 and $threads threads: $*"
    done
}

clinweave generate tiny -o data.h5
for method in greedy auto; do
    same_answer --method $method --time-limit 0 --gap 0.2
done
clinweave generate features -o data.h5
for method in greedy auto; do
    same_answer --method $method --work-limit 4000000 --gap 0.2
done
# The time limit, far away, is not asked: the log of the way to the answer has no seconds.
for recipe in tiny small overbook; do
    clinweave generate $recipe -o data.h5
    for work in 1 100 10000 400000; do
        same_answer --work-limit $work --gap 0
        head -n 1 same_a/progress.csv | grep -q seconds && wrong 'seconds under a work limit'
        [ "$(sed 1d same_a/progress.csv | wc -l)" -gt 0 ] || wrong 'nothing in the log'
    done
done
for method in exact patterns greedy; do
    same_answer --work-limit 300000 --method $method
done
