# The main job on real input: one health centre of Vitoria, then ten. The file is no part of the
# project; it is looked for at $CLINWEAVE_VITORIA or beside the project.
root=$(cd "$(dirname "$0")/../.." && pwd)
source=${VITORIA:-${CLINWEAVE_VITORIA:-$root/../shared/data/vitoria-appointments.csv.gz}}
unset CLINWEAVE_VITORIA # the program would take it for an option
if [ ! -r "$source" ]; then
    echo "skipped: there is no $source"
    exit 0
fi
. "$(dirname "$0")/common.sh"

for centres in 1 10; do
    expect 0 "$root/scripts/vitoria-to-dataset" "$source" -o data$centres --centres $centres 2>dirt
    [ "$(wc -l <dirt)" = 5 ] || wrong 'five rows of the file are dirty'
    expect 0 clinweave import data$centres -o data$centres.h5
    expect 0 clinweave check data$centres.h5
    expect 0 clinweave solve data$centres.h5 -o result$centres.h5 --method greedy --time-limit 60
    expect 0 clinweave audit data$centres.h5 result$centres.h5
done
