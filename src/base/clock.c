#define _POSIX_C_SOURCE 200809L
#include "base/clock.h"

#include <time.h>

double toc_clock_seconds(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return 0;
    }
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
