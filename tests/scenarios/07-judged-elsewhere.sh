# A result that was made or changed elsewhere is judged by the same rules.
. "$(dirname "$0")/common.sh"

clinweave generate small -o data.h5
clinweave solve data.h5 -o result.h5 --gap 0.5
clinweave export result.h5 -o result

# A visit moved into the night breaks rules, which are named.
cp -r result moved
sed -i -e '2s/,[0-9][0-9]:[0-9][0-9],[0-9][0-9]:[0-9][0-9],/,03:00,03:10,/' moved/appointments.csv
expect 1 clinweave audit data.h5 moved >verdict
grep -q 'SESSION' verdict || wrong "no SESSION violation in: $(cat verdict)"

# A better objective than the true one is not believed.
cp -r result boasting
sed -i -e 's/^objective,.*/objective,1e9/' boasting/attributes.csv
expect 1 clinweave audit data.h5 boasting >verdict
grep -q 'DATA' verdict || wrong "no DATA violation in: $(cat verdict)"

# A request booked twice.
cp -r result twice
sed -n 2p twice/appointments.csv >>twice/appointments.csv
expect 1 clinweave audit data.h5 twice >verdict
grep -q 'ONCE' verdict || wrong "no ONCE violation in: $(cat verdict)"

# Appointments alone are enough: rooms, devices and further persons are assigned first.
mkdir alone
cp result/appointments.csv alone/
expect 0 clinweave audit data.h5 alone 2>narration
grep -q 'assigned for [0-9]* of [0-9]* appointments' narration || wrong "$(cat narration)"

# A bound that the prices do not prove is no bound.
cp -r result bold
sed -i -e 's/^price_bound,.*/price_bound,10/' bold/attributes.csv
expect 1 clinweave audit data.h5 bold >verdict
grep -q 'price_bound' verdict || wrong "no word of price_bound in: $(cat verdict)"

# Prices of every family count: other ones prove less, or are no prices at all.
clinweave generate features -o features.h5 --set overbook_max=3 --set no_show=0.4
clinweave solve features.h5 -o priced.h5 --time-limit 6
clinweave export priced.h5 -o priced
expect 0 clinweave audit features.h5 priced >verdict
for family in ONCE PROVIDER ROOM EQUIPMENT RESERVE SESSION; do
    grep -q "^$family," priced/certificate.csv || continue
    rm -rf other
    cp -r priced other
    awk -F, -v OFS=, -v family=$family 'NR > 1 && $1 == family { $NF = 3 * $NF + 1 } { print }' \
        priced/certificate.csv >other/certificate.csv
    expect 1 clinweave audit features.h5 other >verdict
    grep -q 'price_bound' verdict || wrong "other prices of $family pass: $(cat verdict)"
done
cp priced/certificate.csv other/certificate.csv
sed -i -e '2s/^\([A-Z]*,[^,]*\),[^,]*/\1,nobody/' other/certificate.csv
expect 2 clinweave audit features.h5 other >/dev/null 2>verdict
grep -q 'certificate row 0: no [A-Z]* nobody there' verdict || wrong "$(cat verdict)"
