# A suite is measured by whole commands, beside a peer that answers, one that does not, one that answers
# nonsense and one that is not there; every number is in the files.
. "$(dirname "$0")/common.sh"

clinweave bench --list | grep -q '^smoke ' || wrong "no suite smoke"
expect 2 clinweave bench
expect 2 clinweave bench nosuch
expect 2 clinweave bench smoke --set recipe=nosuch

mkdir peers
cat >peers/glpsol <<'END'
#!/bin/sh
echo "= version glpsol"
glpsol --freemps "$1" --tmlim "$3" -w answer.glpk
awk '$1 == "s" { print "= incumbent", $NF, $NF } $1 == "j" && $3 != 0 { print "C" $2, $3 > answer }' \
    answer="$2" answer.glpk
echo "= status optimal"
END
printf '#!/bin/sh\necho "= version mute"\necho "= bound -1000"\necho "= status nothing"\n' >peers/mute
printf '#!/bin/sh\nfor c in 1 2 3 4 5 6; do echo "C$c 1"; done >"$2"\necho "= status feasible"\n' >peers/muddle
printf '#!/bin/sh\necho "= absent not today"\nexit 127\n' >peers/away
chmod +x peers/*
cat >try.suite <<'END'
meaning = a try
recipe = tiny
seeds = 1 2
time_limit = 5
peers = glpsol mute muddle away nowhere
peer_time_limit = 5
END
clinweave bench try.suite --peers peers -o out >printed
grep -q '^tiny *clinweave *optimal' printed || wrong "$(cat printed)"
grep -q '^tiny *glpsol *feasible' printed || wrong "$(cat printed)"
grep -q '^tiny *mute *nothing' printed || wrong "$(cat printed)"
grep -q '^run .*, away: not today' printed || wrong "$(cat printed)"
grep -q '^run .*, nowhere: ' printed || wrong "$(cat printed)"
[ "$(wc -l <out/try.csv)" = 13 ] || wrong "$(wc -l <out/try.csv) lines"
[ -s out/try.h5 ] || wrong "no HDF5 file"
[ -s out/try/2-glpsol-tiny-1.log ] || wrong "no log of glpsol"
grep -q '^2,' out/try/2-glpsol-tiny-1.csv || wrong "no progress of glpsol"

# Its optimum in the compact program is above the worth of any schedule, and what it is worth as a
# schedule is not above the optimum.
awk -F, 'NR == 1 { for (c = 1; c <= NF; c++) column[$c] = c; next }
    $column["seed"] == 1 {
        solver = $column["solver"]
        objective[solver] = $column["objective"]; bound[solver] = $column["bound"]
        violations[solver] = $column["violations"]; program[solver] = $column["program_objective"]
    }
    END {
        exit !(bound["glpsol"] >= objective["clinweave"] - 1e-6 &&
            objective["glpsol"] <= objective["clinweave"] + 1e-6 &&
            program["glpsol"] >= program["clinweave"] - 1e-6 &&
            violations["glpsol"] == 0 && violations["clinweave"] == 0)
    }' out/try.csv || wrong "$(cat out/try.csv)"

# A batch, settings of the recipe, and options passed on; as one object.
clinweave bench try.suite --set peers= --set batch=3 --set seeds=5 --set set=requests=8 \
    --set options=--method=greedy --json >object 2>/dev/null
grep -q '"datasets": 3, "requests": 24' object || wrong "$(cat object)"
grep -q '"options": "--method=greedy"' object || wrong "$(cat object)"
expect 0 clinweave bench try.suite --set peers= --set options=--methods=greedy --quiet >printed 2>&1
clinweave bench try.suite --set peers= --set seeds=1 --set options=--methods=greedy >printed 2>/dev/null
grep -q 'failed' printed || wrong "$(cat printed)"
grep -q 'run 1, clinweave: .*unknown option' printed || wrong "$(cat printed)"

# An interrupt ends a peer that would go on; what was measured before stays.
printf '#!/bin/sh\nsleep 300\n' >peers/sleepy
chmod +x peers/sleepy
"$program" bench try.suite --peers peers --set peers=sleepy --set seeds=1 --set peer_time_limit=300 \
    -o stopped >printed 2>/dev/null &
bench=$!
for _ in $(seq 100); do
    [ -e stopped/try.csv ] && break
    sleep 0.1
done
sleep 0.5
kill -INT "$bench"
code=0
wait "$bench" || code=$?
[ "$code" = 130 ] || wrong "exit code $code after an interrupt"
[ "$(wc -l <stopped/try.csv)" = 2 ] || wrong "$(cat stopped/try.csv)"
