/* SHA-256 against the examples of FIPS 180-4 and of RFC 6234, at every length about the borders of blocks. */
#include "cm.h"
#include "base/sha256.h"

static void test_published_examples(void **state) {
    (void)state;
    char hash[TOC_SHA256_SIZE];
    assert_string_equal(toc_sha256(TOC_STR(""), hash),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(toc_sha256(TOC_STR("abc"), hash),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(toc_sha256(TOC_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hash),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_a_million_letters(void **state) {
    (void)state;
    static char text[1000000];
    char hash[TOC_SHA256_SIZE];
    memset(text, 'a', sizeof text);
    assert_string_equal(toc_sha256((toc_str){text, sizeof text}, hash),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The hash of the hashes of 0 … 130 letters 'a', as Python's hashlib gives it. */
static void test_every_length_about_a_block(void **state) {
    (void)state;
    char text[130], all[131 * 64], hash[TOC_SHA256_SIZE];
    memset(text, 'a', sizeof text);
    for (size_t len = 0; len <= sizeof text; len++)
        memcpy(all + len * 64, toc_sha256((toc_str){text, len}, hash), 64);
    assert_string_equal(toc_sha256((toc_str){all, sizeof all}, hash),
                        "5eee4c50e1b5ec4f1a47f34c25ca988850b49da7904f5ab1b3abc5cc0ae66ef9");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_published_examples),
                                       cmocka_unit_test(test_a_million_letters),
                                       cmocka_unit_test(test_every_length_about_a_block)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
