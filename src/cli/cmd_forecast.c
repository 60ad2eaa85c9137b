#include "cli/cli.h"
int toc_cmd_forecast(int argc, char **argv) {
    (void)argc, (void)argv;
    return 1;
}
