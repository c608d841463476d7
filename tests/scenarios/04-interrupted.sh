# A signal ends a solve with its best schedule, audited and written, whatever it was at.
. "$(dirname "$0")/common.sh"

# interrupt DATA SIGNAL CODE SECONDS: a solve stopped after that long ends soon, with a result.
interrupt() {
    local begun took_ms
    rm -f result.h5
    begun=$(date +%s%N)
    expect "$3" timeout --preserve-status -s "$2" "$4" \
        "$program" solve "$1" -o result.h5 --time-limit 100 --gap 0 --quiet
    took_ms=$((($(date +%s%N) - begun) / 1000000))
    echo "$1: $2 after $4 s, ended after $took_ms ms"
    [ $took_ms -lt 10000 ] || wrong "took too long to stop"
    expect 0 clinweave audit "$1" result.h5 --quiet
}

clinweave generate clinic -o clinic.h5
interrupt clinic.h5 INT 130 0.5
interrupt clinic.h5 INT 130 2
interrupt clinic.h5 TERM 143 4
# While it is being read, there is no schedule but that of the fixed bookings.
clinweave generate city -o city.h5
interrupt city.h5 TERM 143 0.15
interrupt city.h5 INT 130 1
