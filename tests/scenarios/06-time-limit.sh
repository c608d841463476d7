# The time limit covers everything, loading and writing included, and is kept within a second.
. "$(dirname "$0")/common.sh"

clinweave generate small -o small.h5
clinweave generate clinic -o clinic.h5
for data in small clinic; do
    for limit in 1 4; do
        begun=$(date +%s%N)
        expect 0 clinweave solve $data.h5 -o result.h5 --time-limit $limit --gap 0 --quiet
        took_ms=$((($(date +%s%N) - begun) / 1000000))
        echo "$data: limit $limit s, took $took_ms ms"
        [ $took_ms -le $((limit * 1000 + 1000)) ] || wrong "the limit of $limit s was not kept"
        expect 0 clinweave audit $data.h5 result.h5 --quiet
    done
done
