# What the scenarios share: an empty folder to work in, and words for what is expected.
set -eu
program=${CLINWEAVE:-$(cd "$(dirname "$0")/../.." && pwd)/build/clinweave}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

clinweave() {
    "$program" "$@"
}

wrong() {
    echo "WRONG: $*"
    exit 1
}

# expect CODE COMMAND...: the command ends with that exit code.
expect() {
    local code=0 expected=$1
    shift
    "$@" || code=$?
    [ "$code" = "$expected" ] || wrong "exit code $code instead of $expected: $*"
}

# same_tables A.h5 B.h5: two results agree in every table (attributes tell of time and threads).
same_tables() {
    rm -rf same_a same_b
    clinweave export "$1" -o same_a --quiet
    clinweave export "$2" -o same_b --quiet
    diff -r -x attributes.csv same_a same_b || wrong "the tables of $1 and $2 differ"
}
