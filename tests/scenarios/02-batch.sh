# Several datasets are solved side by side, each as if it were alone.
. "$(dirname "$0")/common.sh"

for seed in 1 2 3; do
    clinweave generate tiny -o data$seed.h5 --seed $seed
done
expect 0 clinweave solve data1.h5 data2.h5 data3.h5 -o results --gap 0.1 --threads 2 --time-limit 0
for seed in 1 2 3; do
    expect 0 clinweave audit data$seed.h5 results/data$seed.h5 --quiet
    clinweave solve data$seed.h5 -o alone$seed.h5 --gap 0.1 --threads 1 --time-limit 0 --quiet
    same_tables results/data$seed.h5 alone$seed.h5
done

# One that cannot be read does not stop the others.
echo nonsense >data2.h5
rm -r results
expect 3 clinweave solve data1.h5 data2.h5 data3.h5 -o results --gap 0.5
[ "$(ls results | tr '\n' ' ')" = 'data1.h5 data3.h5 ' ] || wrong "results of the two good datasets"

# Two datasets of one name would write one file.
mkdir other
cp data1.h5 other/
expect 2 clinweave solve data1.h5 other/data1.h5 -o results
