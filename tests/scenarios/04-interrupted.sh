# A signal ends a solve with its best schedule, audited and written.
. "$(dirname "$0")/common.sh"

clinweave generate clinic -o data.h5
for signal in INT:130 TERM:143; do
    rm -f result.h5
    begun=$(date +%s)
    expect ${signal#*:} timeout --preserve-status -s ${signal%:*} 2 \
        "$program" solve data.h5 -o result.h5 --time-limit 100 --gap 0
    [ $(($(date +%s) - begun)) -lt 10 ] || wrong "took too long to stop"
    expect 0 clinweave audit data.h5 result.h5 --quiet
done
