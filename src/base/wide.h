/*
 * wide: functions whose loops are compiled twice, for eight numbers at once where the processor can and for any other;
 * which of the two runs is found out at start. The order of each sum is the same, and products are not contracted: the
 * same bytes from both. TOC_CLONED goes before the function; elsewhere (clang, other processors, the address sanitizer,
 * which cannot look into such functions) it is nothing.
 */
#ifndef TOC_BASE_WIDE_H
#define TOC_BASE_WIDE_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define TOC_CLONED __attribute__((target_clones("avx2", "default")))
#else
#define TOC_CLONED
#endif

#endif
