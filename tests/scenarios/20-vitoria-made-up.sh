# scripts/vitoria-to-dataset on a made-up file of the same form, dirt included.
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/common.sh"
convert=$root/scripts/vitoria-to-dataset
source=$root/tests/scenarios/data/appointments-made-up.csv

# What is dirty is named and left out; the rest is history or request.
expect 0 "$convert" "$source" -o all >said 2>dirt
diff - said <<'END'
read       305 appointments, 3 more left out as dirty
centres    3
history    208 appointments before 2016-05-16
requests   97 for 5 working days in 5 days, of 69 patients
offered    101 slots of 15 min by 3 providers in 3 rooms, 15 sessions (made up)
written    all, outcomes apart in all.outcomes.csv
END
sed "s|.*/||" dirt | diff - /dev/fd/3 3<<'END'
appointments-made-up.csv line 42: age -1: left out
appointments-made-up.csv line 92: booked on 2016-05-20, after the appointment of 2016-05-04: left out
appointments-made-up.csv line 152: No-show is "Maybe": left out
END

# No id of the source is kept, and what came of the requests is not in the dataset.
cut -d, -f1 "$source" | sed 1d | sort -u >ids
if grep -rqwFf ids all all.outcomes.csv; then wrong 'an id of the source is in the dataset'; fi
[ "$(wc -l <all.outcomes.csv)" = 98 ] || wrong 'not one outcome for each request'
head -n 1 all/requests.csv | grep -q attended && wrong 'outcomes in the requests'

# Compressed or not makes no difference; neither does a second run.
gzip -c "$source" >made-up.csv.gz
expect 0 "$convert" made-up.csv.gz -o again >said 2>dirt
diff -r all again
cmp all.outcomes.csv again.outcomes.csv

# One centre by number, one by name without accents; the cut and the days can be chosen.
expect 0 "$convert" "$source" -o one --centres 1 >said 2>dirt
grep -q '^s01,CENTRO A' one/sites.csv || wrong 'the busiest centre'
expect 0 "$convert" "$source" -o named --centres 'sao exemplo' --cut 2016-05-11 --days 2 >said 2>dirt
[ "$(sed 1d named/requests.csv | wc -l)" = "$(grep -cE ',2016-05-1[12]T00:00:00Z,.*EXEMPLO' "$source")" ] ||
    wrong 'requests of two days of one centre'

# Refusals leave nothing behind.
expect 1 "$convert" "$source" -o none --centres nowhere 2>/dev/null
expect 1 "$convert" "$source" -o none --cut 2017-01-01 2>/dev/null
expect 1 "$convert" no-such-file -o none 2>/dev/null
expect 2 "$convert" "$source" -o all 2>/dev/null
[ -z "$(ls -d none* .vitoria-* 2>/dev/null)" ] || wrong 'something was left behind'

# What comes out is a sound dataset that can be planned.
expect 0 clinweave import all -o data.h5
expect 0 clinweave check data.h5
expect 0 clinweave solve data.h5 -o result.h5 --method greedy --quiet
