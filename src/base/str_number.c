/*
 * Method: text to double, correctly rounded (nearest, ties to even) for every
 * input, on every machine, without the locale. Up to 19 digits are gathered in
 * 64 bits; when they fit 2^53 and the power of ten is at most 22 both are exact
 * doubles and one multiplication or division rounds once (Clinger 1990,
 * doi:10.1145/93548.93557). Anything else is divided out in whole numbers of
 * any length: the value is num / den, shifted so that the quotient has 64 to 66
 * bits, with a flag for a remainder. Digits behind the 800th only count as "more
 * than nothing"; no double needs above 768. A value too great for a double is
 * not a number (false); one too small is zero.
 */
#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MAX = 800,
    LIMBS = 224,             /* 32-bit limbs: 800 digits need 84, 10^1150 needs 120, and room to shift */
    EXPONENT_FAR = 100000000 /* beyond any double; keeps sums from overflowing */
};

typedef struct decimal {
    bool negative;
    unsigned char digits[DIGITS_MAX + 1]; /* significant ones, no leading zero; +1 for the mark "more" */
    size_t count;
    long exponent; /* value = digits as a whole number * 10^exponent */
} decimal;

typedef struct natural {
    uint32_t limb[LIMBS]; /* least first */
    size_t count;         /* highest limb is not 0 */
} natural;

static const double TENS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_digit(toc_str text, size_t at) {
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static void digit_take(decimal *number, unsigned char digit, bool fraction, bool *more) {
    if (number->count == 0 && digit == 0) {
        number->exponent -= fraction;
        return;
    }
    if (number->count < DIGITS_MAX) {
        number->digits[number->count++] = digit;
        number->exponent -= fraction;
    } else {
        *more |= digit != 0;
        number->exponent += !fraction;
    }
}

/* exponent: e[+-]digits at *at; false when there is an e without digits. */
static bool scan_exponent(toc_str text, size_t *at, long *exponent) {
    if (*at == text.len || (text.ptr[*at] != 'e' && text.ptr[*at] != 'E')) {
        return true;
    }
    ++*at;
    bool negative = *at < text.len && text.ptr[*at] == '-';
    if (*at < text.len && (text.ptr[*at] == '-' || text.ptr[*at] == '+')) {
        ++*at;
    }
    if (!is_digit(text, *at)) {
        return false;
    }
    long size = 0;
    for (; is_digit(text, *at); ++*at) {
        size = size < EXPONENT_FAR ? size * 10 + (text.ptr[*at] - '0') : size;
    }
    *exponent += negative ? -size : size;
    return true;
}

/* number: [+-]digits[.digits][e[+-]digits], and nothing behind. */
static bool scan_decimal(toc_str text, decimal *number) {
    size_t at = 0;
    bool more = false;
    number->negative = text.len > 0 && text.ptr[0] == '-';
    number->count = 0;
    number->exponent = 0;
    at += text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    if (!is_digit(text, at)) {
        return false;
    }
    for (; is_digit(text, at); at++) {
        digit_take(number, (unsigned char)(text.ptr[at] - '0'), false, &more);
    }
    if (at < text.len && text.ptr[at] == '.') {
        if (!is_digit(text, ++at)) {
            return false;
        }
        for (; is_digit(text, at); at++) {
            digit_take(number, (unsigned char)(text.ptr[at] - '0'), true, &more);
        }
    }
    if (more) {
        number->digits[number->count++] = 1;
        number->exponent--;
    }
    return scan_exponent(text, &at, &number->exponent) && at == text.len;
}

static void natural_muladd(natural *n, uint32_t factor, uint32_t add) {
    uint64_t carry = add;
    for (size_t i = 0; i < n->count; i++) {
        carry += (uint64_t)n->limb[i] * factor;
        n->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0 && n->count < LIMBS) {
        n->limb[n->count++] = (uint32_t)carry;
    }
}

static void natural_times_tens(natural *n, long tens) {
    for (; tens >= 9; tens -= 9) {
        natural_muladd(n, 1000000000, 0);
    }
    for (; tens > 0; tens--) {
        natural_muladd(n, 10, 0);
    }
}

static long natural_bits(const natural *n) {
    uint32_t top = n->limb[n->count - 1];
    long bits = (long)(n->count - 1) * 32;
    for (; top > 0; top >>= 1) {
        bits++;
    }
    return bits;
}

static void natural_shift_left(natural *n, long bits) {
    size_t whole = (size_t)bits / 32;
    memmove(n->limb + whole, n->limb, n->count * sizeof n->limb[0]);
    memset(n->limb, 0, whole * sizeof n->limb[0]);
    n->count += whole;
    natural_muladd(n, (uint32_t)1 << (bits % 32), 0);
}

static int natural_compare(const natural *a, const natural *b) {
    if (a->count != b->count) {
        return a->count > b->count ? 1 : -1;
    }
    for (size_t i = a->count; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] > b->limb[i] ? 1 : -1;
        }
    }
    return 0;
}

/* a -= b, where a >= b. */
static void natural_subtract(natural *a, const natural *b) {
    uint64_t borrow = 0;
    for (size_t i = 0; i < a->count; i++) {
        uint64_t take = (i < b->count ? b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < take;
        a->limb[i] = (uint32_t)(a->limb[i] - take);
    }
    while (a->count > 0 && a->limb[a->count - 1] == 0) {
        a->count--;
    }
}

/* 2^-shift * (num / den) as mantissa bits: 64 of them, the highest set; *sticky when something is left over. */
static uint64_t divide(natural *num, natural *den, long *shift, bool *sticky) {
    *shift = natural_bits(den) - natural_bits(num);
    natural_shift_left(*shift > 0 ? num : den, *shift > 0 ? *shift : -*shift);
    if (natural_compare(num, den) < 0) {
        natural_muladd(num, 2, 0);
        ++*shift;
    }
    uint64_t quotient = 0;
    for (int bit = 0; bit < 64; bit++) {
        quotient <<= 1;
        if (natural_compare(num, den) >= 0) {
            natural_subtract(num, den);
            quotient |= 1;
        }
        natural_muladd(num, 2, 0);
    }
    *shift += 63;
    *sticky = num->count > 0;
    return quotient;
}

/* mantissa (highest bit set) * 2^exponent, rounded once to the bits a double has there. */
static double round_to_double(uint64_t mantissa, long exponent, bool sticky) {
    long drop = exponent + 11 >= -1074 ? 11 : -1074 - exponent; /* below 2^-1022 fewer bits are left */
    if (drop > 64) {
        return 0;
    }
    uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
    uint64_t half = (uint64_t)1 << (drop - 1);
    uint64_t rest = mantissa & (half | (half - 1));
    if (rest > half || (rest == half && (sticky || (kept & 1)))) {
        kept++;
    }
    return ldexp((double)kept, (int)(exponent + drop));
}

static double slow_path(const decimal *number) {
    long magnitude = (long)number->count + number->exponent; /* value < 10^magnitude */
    if (magnitude < -330) {
        return 0;
    }
    if (magnitude > 310) {
        return INFINITY;
    }
    natural num = {.count = 0}, den = {.limb = {1}, .count = 1};
    for (size_t i = 0; i < number->count; i++) {
        natural_muladd(&num, 10, number->digits[i]);
    }
    natural_times_tens(number->exponent > 0 ? &num : &den, labs(number->exponent));
    long shift;
    bool sticky;
    uint64_t mantissa = divide(&num, &den, &shift, &sticky);
    return round_to_double(mantissa, -shift, sticky);
}

static bool fast_path(const decimal *number, double *value) {
    if (number->count > 19 || number->exponent < -22 || number->exponent > 22) {
        return false;
    }
    uint64_t mantissa = 0;
    for (size_t i = 0; i < number->count; i++) {
        mantissa = mantissa * 10 + number->digits[i];
    }
    if (mantissa > (uint64_t)1 << 53) {
        return false;
    }
    *value =
        number->exponent < 0 ? (double)mantissa / TENS[-number->exponent] : (double)mantissa * TENS[number->exponent];
    return true;
}

bool toc_str_to_double(toc_str text, double *out) {
    decimal number;
    if (!scan_decimal(text, &number)) {
        return false;
    }
    double value = 0;
    if (number.count > 0 && !fast_path(&number, &value)) {
        value = slow_path(&number);
    }
    if (isinf(value)) {
        return false;
    }
    *out = number.negative ? -value : value;
    return true;
}
