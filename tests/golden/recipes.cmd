# The recipes that come with the program.
clinweave generate --list
clinweave generate --list --json
