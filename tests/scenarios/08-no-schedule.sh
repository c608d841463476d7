# Fixed bookings that exclude each other have no schedule: they are listed, nothing is written.
. "$(dirname "$0")/common.sh"

clinweave generate tiny -o tiny.h5 --quiet
clinweave export tiny.h5 -o tiny --quiet
# Everything closed on all days: no fixed visit can stand.
clinweave generate night -o night.h5 --set requests=100 --quiet
clinweave export night.h5 -o night --quiet
date=$(sed -n 2p night/horizon.csv | grep -o '20[0-9-]*')
{
    echo 'kind,id,date,start,end'
    sed -n '2,$p' night/sites.csv | cut -d, -f1 | while read -r site; do
        for day in 0 1 2 3 4 5 6 7 8 9; do
            echo "site,$site,$(date -d "$date + $day days" +%F),00:00,24:00"
        done
    done
} >night/closures.csv
expect 6 clinweave solve night -o result.h5 2>conflict
grep -q 'CLOSED' conflict || wrong "no CLOSED in: $(cat conflict)"
[ ! -e result.h5 ] || wrong "a result was written"
