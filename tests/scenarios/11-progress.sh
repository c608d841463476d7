# How far a solve is: a line on a terminal, log lines with --verbose, nothing with --quiet or where
# nobody watches. The way to the answer is in the result, and its lies are found out.
. "$(dirname "$0")/common.sh"

clinweave generate small -o data.h5 --quiet
solve="$program solve data.h5 -o result.h5 --time-limit 3 --gap 0"

$solve >/dev/null 2>said
[ ! -s said ] || wrong "said without a terminal: $(cat said)"
$solve --quiet >said 2>&1
[ ! -s said ] || wrong "said though --quiet: $(cat said)"
$solve --verbose >/dev/null 2>said
grep -Eq '^\[ +[0-9.]+ s\] [a-z]+ .*best [0-9,.]+ .*left$' said || wrong "no log lines: $(cat said)"
grep -q $'\r' said && wrong 'a log with carriage returns'

# `script` gives the program a terminal.
script -qec "$solve >/dev/null" seen >/dev/null </dev/null
tr '\r' '\n' <seen | grep -Eq '^[a-z]+ .*best [0-9,.]+  bound [0-9,.]+  gap [0-9.]+ %  [0-9]:[0-9]+ left' ||
    wrong "no progress line: $(cat seen)"
tail -c 200 seen | tr '\r' '\n' | sed '/^Script/d' | tail -n 1 | grep -q '[a-z]' &&
    wrong 'the progress line was not taken away'
changes=$(grep -o ' left' seen | wc -l)
[ "$changes" -le 20 ] || wrong "$changes changes of the line in 3 seconds"
script -qec "$solve --quiet >/dev/null" seen >/dev/null </dev/null
grep -q best seen && wrong 'a progress line though --quiet'

clinweave export result.h5 -o result --quiet
head -n 1 result/progress.csv | grep -q '^phase,seconds,work,objective,bound,gap' || wrong 'the columns'
expect 0 clinweave audit data.h5 result --quiet
awk -F, -v OFS=, 'NR > 1 && $5 != "" { $5 = 1 } { print }' result/progress.csv >lie
mv lie result/progress.csv
expect 1 clinweave audit data.h5 result >verdict
grep -q 'DATA: progress row' verdict || wrong "$(cat verdict)"
