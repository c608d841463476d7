# What is misspelt, missing or too much is said in one line, with what may have been meant.
try() {
    echo "\$ clinweave $*"
    clinweave "$@"
    echo "[$?]"
}
try
try slove
try solve
try solve data.h5
try solve data.h5 -o result.h5 --tread 2
try solve data.h5 -o result.h5 --gap 2
try solve data.h5 -o result.h5 --time-limit soon
try check one two
try check --json=maybe data.h5
try generate
try generate tiny
try generate tinny -o data.h5
try generate tiny -o data.h5 --set requests
try generate tiny -o data.h5 --set patience=3
try export
try export data.h5 --to pdf -o x
try import calendar.ics -o data.h5
try import bundle.json -o data.h5
try manual page
CLINWEAVE_TIMELIMIT=3 try check data.h5
echo 'time_limit = 3' > night.conf
try solve data.h5 -o result.h5 --config night.conf
try solve one.h5 two.h5 -o folder --start result.h5
try solve data.h5 -o result.h5 --method guess
