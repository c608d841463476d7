# Files that are missing, damaged, or none of ours.
try() {
    echo "\$ clinweave $*"
    clinweave "$@"
    echo "[$?]"
}
echo 'this is no HDF5 file' > text.h5
: > empty.h5
mkdir folder
try check missing.h5
try check text.h5
try check empty.h5
try check folder
try check missing.h5 --json
try solve missing.h5 -o result.h5
try export missing.h5 -o folder2
try import missing -o data.h5
try import text.h5 -o data.h5
clinweave generate tiny -o data.h5
try audit data.h5 missing.h5
try audit data.h5 data.h5
try solve data.h5 -o data.h5
try solve data.h5 -o nowhere/result.h5
try generate tiny -o nowhere/data.h5
ls
