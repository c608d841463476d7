#include <stdio.h>
#include <string.h>

#include "model/base/version.h"

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        printf("clinweave %s\n", CLINWEAVE_VERSION);
    return 0;
}
