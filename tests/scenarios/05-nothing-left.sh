# What cannot be written whole leaves nothing behind, and what was there before stays.
. "$(dirname "$0")/common.sh"

clinweave generate small -o data.h5
mkdir target
echo before >target/result.h5

# No file may grow beyond 1 KiB: as on a full disk, writing fails half way.
short_of_space() {
    (
        trap '' XFSZ
        ulimit -f 1
        "$program" "$@"
    )
}
expect 3 short_of_space solve data.h5 -o target/result.h5 --gap 0.5 --quiet
[ "$(ls -A target)" = result.h5 ] || wrong "left behind: $(ls -A target)"
[ "$(cat target/result.h5)" = before ] || wrong "the earlier file is gone"
expect 3 short_of_space generate small -o target/data.h5 --quiet
expect 3 short_of_space export data.h5 -o target/csv --quiet
[ "$(ls -A target)" = result.h5 ] || wrong "left behind: $(ls -A target)"

expect 3 clinweave solve data.h5 -o nowhere/result.h5
expect 2 clinweave solve data.h5 -o data.h5
expect 3 clinweave export data.h5 -o target --quiet
[ "$(cat target/result.h5)" = before ] || wrong "an export replaced a folder that is no export"
if [ "$(id -u)" != 0 ]; then
    chmod a-w target
    expect 3 clinweave solve data.h5 -o target/other.h5
    chmod u+w target
fi
