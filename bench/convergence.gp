# Objective and bound over time, one curve each for every run on a dataset. Called by bench/plot, which
# sets: png (file to write), name (title), runs (files, blank-separated), names (what to call them), low
# and high (of the worth shown).
set terminal pngcairo size 1100,700 font ",11"
set output png
set datafile separator ","
set title name noenhanced
set key right bottom noenhanced
set logscale x
set xlabel "seconds"
set ylabel "worth"
set yrange [low:high]
set grid
plot for [i = 1:words(runs)] word(runs, i) using 1:2 with steps linecolor i linewidth 2 title word(names, i), \
     for [i = 1:words(runs)] word(runs, i) using 1:3 with steps linecolor i dashtype 2 notitle
