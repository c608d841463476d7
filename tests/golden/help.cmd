# --help of the program and of each command.
clinweave --help
for command in generate import export check solve audit bench manual; do
    echo "--- $command"
    clinweave $command --help
done
