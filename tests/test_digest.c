#include "datasets/store/digest.h"

#include <string.h>
#include <sys/stat.h>

#include "datasets/store/replace.h"
#include "tests/check.h"
#include "tests/full.h"

static void put(const char *name, const char *content)
{
    assert_ok(replace_file(scratch(name), content, strlen(content)));
}

TEST(the_digest_of_abc_is_the_one_of_the_standard)
{
    char digest[DIGEST_BYTES];

    put("abc", "abc");
    assert_ok(digest_file(scratch("abc"), digest));
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(the_digest_of_a_folder_is_that_of_its_listing_by_name)
{
    char digest[DIGEST_BYTES], listing[DIGEST_BYTES];

    mkdir(scratch("folder"), 0777);
    put("folder/b.csv", "abc");
    put("folder/a.csv", "");
    put("folder/a.txt", "left out");
    put("listing", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.csv\n"
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.csv\n");
    assert_ok(digest_file(scratch("folder"), digest));
    assert_ok(digest_file(scratch("listing"), listing));
    assert_string_equal(digest, listing);
}

TEST(a_file_that_is_not_there_has_no_digest)
{
    char digest[DIGEST_BYTES] = "untouched";

    assert_int_equal(digest_file("no/such/file", digest), STATUS_IO);
    assert_string_equal(fault_note(), "no/such/file: No such file or directory");
    assert_string_equal(digest, "untouched");
}
