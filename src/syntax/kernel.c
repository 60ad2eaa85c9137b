/*
 * Four builds of kernel_body.h, and the choice among them. The products of
 * 7 by 8 bits cannot overflow in pairs (2 x 127 x 127 < 32768), so the AVX2
 * path, which adds pairs in 16 bits, gives the sums that the others give.
 */
#include "syntax/kernel.h"

#include "base/cpu.h"
#include "syntax/model.h"

#include <math.h>
#include <string.h>

enum { TOC_CELL_MAX = 16000 };

#if defined(__GNUC__) && !defined(__clang__)
#define TOC_FAST __attribute__((optimize("O3")))
#define TOC_WIDE ",prefer-vector-width=512"
#else
#define TOC_FAST
#define TOC_WIDE
#endif

#define KERNEL(name) plain_##name
#define KERNEL_NAME "plain"
#define KERNEL_LEVEL 0
#define KERNEL_LANES 4
#define TARGET TOC_FAST
#include "syntax/kernel_body.h"
#undef KERNEL
#undef KERNEL_NAME
#undef KERNEL_LEVEL
#undef KERNEL_LANES
#undef TARGET

#if defined(__x86_64__)
#include <immintrin.h>

/* The address sanitizer aligns its frames to 32 bytes, too little for vectors of 64. */
#if defined(__SANITIZE_ADDRESS__)
#define WIDE_FRAMES false
#else
#define WIDE_FRAMES true
#endif

#define KERNEL(name) avx2_##name
#define KERNEL_NAME "avx2"
#define KERNEL_LEVEL 1
#define KERNEL_LANES 8
#define TARGET TOC_FAST __attribute__((target("avx2")))
#include "syntax/kernel_body.h"
#undef KERNEL
#undef KERNEL_NAME
#undef KERNEL_LEVEL
#undef KERNEL_LANES
#undef TARGET

#define KERNEL(name) vnni_##name
#define KERNEL_NAME "avx512vnni"
#define KERNEL_LEVEL 2
#define KERNEL_LANES 16
#define TARGET TOC_FAST __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni" TOC_WIDE)))
#include "syntax/kernel_body.h"
#undef KERNEL
#undef KERNEL_NAME
#undef KERNEL_LEVEL
#undef KERNEL_LANES
#undef TARGET

/* Compilers that know the tiles. */
#if (defined(__clang__) && __clang_major__ >= 12) || (!defined(__clang__) && __GNUC__ >= 11)
#define HAS_TILES 1

#define KERNEL(name) amx_##name
#define KERNEL_NAME "amx"
#define KERNEL_LEVEL 3
#define KERNEL_LANES 16
#define TARGET                                                                                                         \
    TOC_FAST __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,amx-tile,amx-int8" TOC_WIDE)))
#include "syntax/kernel_body.h"
#undef KERNEL
#undef KERNEL_NAME
#undef KERNEL_LEVEL
#undef KERNEL_LANES
#undef TARGET
#endif
#endif

const toc_kernels *toc_kernels_at(int level) {
#if defined(__x86_64__)
#if defined(HAS_TILES)
    if (level == 3) {
        return toc_kernels_at(2) && toc_cpu_lends_tiles() ? &amx_kernels : NULL;
    }
#endif
    if (level == 2) {
        bool can = WIDE_FRAMES && __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
        return can ? &vnni_kernels : NULL;
    }
    if (level == 1) {
        return __builtin_cpu_supports("avx2") ? &avx2_kernels : NULL;
    }
#endif
    return level == 0 ? &plain_kernels : NULL;
}

const toc_kernels *toc_kernels_best(void) {
    for (int level = 3; level > 0; level--) {
        const toc_kernels *kernels = toc_kernels_at(level);
        if (kernels) {
            return kernels;
        }
    }
    return &plain_kernels;
}
