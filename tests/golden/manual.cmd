# The man page, from the same declarations as --help.
clinweave manual
