#include "solver/pattern/codebook.h"

#include "model/base/memory.h"
#include "tests/check.h"

enum { MANY = 3000 };

static CodeKey key_of(int32_t i)
{
    return (CodeKey){(uint64_t)(i % 7) << 40, (uint64_t)i * 1024};
}

TEST(keys_are_numbered_in_the_order_of_their_coming)
{
    Codebook book = {0};
    int32_t number = -1;

    assert_int_equal(codebook_find(&book, key_of(1)), -1);
    for (int32_t i = 0; i < MANY; i++) {
        assert_ok(codebook_enter(&book, key_of(i), &number));
        assert_int_equal(number, i);
        assert_ok(codebook_enter(&book, key_of(i / 2), &number));
        assert_int_equal(number, i / 2);
    }
    assert_int_equal(book.count, MANY);
    for (int32_t i = 0; i < MANY; i++)
        assert_int_equal(codebook_find(&book, key_of(i)), i);
    assert_int_equal(codebook_find(&book, key_of(MANY)), -1);
    codebook_clear(&book);
    assert_int_equal(codebook_find(&book, key_of(1)), -1);
}

TEST(both_words_of_a_key_count)
{
    Codebook book = {0};
    int32_t a, b, c;

    assert_ok(codebook_enter(&book, (CodeKey){1, 2}, &a));
    assert_ok(codebook_enter(&book, (CodeKey){2, 1}, &b));
    assert_ok(codebook_enter(&book, (CodeKey){1, 1}, &c));
    assert_true(a == 0 && b == 1 && c == 2);
    codebook_clear(&book);
}

TEST(without_memory_a_key_is_not_entered_and_can_be_tried_again)
{
    Codebook book = {0};
    int32_t number = -1, failures = 0;

    for (int32_t i = 0; i < 300; i++)
        for (int64_t n = 1;; n++) {
            Status status;

            mem_fail_at(n);
            status = codebook_enter(&book, key_of(i), &number);
            mem_fail_at(0);
            if (status == STATUS_OK)
                break;
            assert_int_equal(status, STATUS_NO_MEMORY);
            assert_int_equal(codebook_find(&book, key_of(i)), -1);
            failures++;
        }
    assert_true(failures > 2);
    for (int32_t i = 0; i < 300; i++)
        assert_int_equal(codebook_find(&book, key_of(i)), i);
    codebook_clear(&book);
}
