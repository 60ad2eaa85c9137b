/* cm: cmocka and what it wants to be included before it. */
#ifndef TOC_TESTS_CM_H
#define TOC_TESTS_CM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(view, literal) assert_true(toc_str_equal((view), TOC_STR(literal)))

#endif
