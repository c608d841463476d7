# From a recipe to an audited result, and both to CSV and back, byte for byte.
. "$(dirname "$0")/common.sh"

for recipe in tiny small features; do
    clinweave generate $recipe -o $recipe.h5
    clinweave generate $recipe -o again.h5 --quiet
    cmp $recipe.h5 again.h5
    expect 0 clinweave check $recipe.h5
    expect 0 clinweave solve $recipe.h5 -o $recipe-result.h5 --gap 0.3
    expect 0 clinweave audit $recipe.h5 $recipe-result.h5

    for file in $recipe $recipe-result; do
        clinweave export $file.h5 --to csv -o $file-csv
        clinweave import $file-csv -o $file-back.h5
        cmp $file.h5 $file-back.h5
        clinweave export $file-back.h5 -o $file-again
        diff -r $file-csv $file-again
    done
    # Folders are read wherever files are.
    expect 0 clinweave audit $recipe-csv $recipe-result-csv --quiet
done
