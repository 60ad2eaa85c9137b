#define _DEFAULT_SOURCE 1 /* syscall */
#include "base/cpu.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

bool toc_cpu_lends_tiles(void) {
    const long request = 0x1023, tile_data = 18;    /* ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA */
    const unsigned has_tiles = 1u << 24 | 1u << 25; /* amx-tile, amx-int8 */
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & has_tiles) == has_tiles &&
           syscall(SYS_arch_prctl, request, tile_data) == 0;
}
#else
bool toc_cpu_lends_tiles(void) {
    return false;
}
#endif
