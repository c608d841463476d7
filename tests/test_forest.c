#include "solver/pattern/forest.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

/* Four requests in a ring of links, and one by itself. */
#define RING                                                                                       \
    PRACTICE OPEN("Amy", "0", "10:00")                                                             \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(    \
            "c", "u",                                                                              \
            "routine") "status=new\n" WANT("d", "w",                                               \
                                           "routine") "status=new\n" WANT("e", "w",                \
                                                                          "soon") "status=new\n"   \
                                                                                  "links first=a " \
                                                                                  "second=b "      \
                                                                                  "kind=after\n"   \
                                                                                  "links first=b " \
                                                                                  "second=c "      \
                                                                                  "kind=same_"     \
                                                                                  "provider\n"     \
                                                                                  "links first=c " \
                                                                                  "second=a "      \
                                                                                  "kind="          \
                                                                                  "together\n"     \
                                                                                  "links first=d " \
                                                                                  "second=c "      \
                                                                                  "kind=same_"     \
                                                                                  "day\n"

TEST(a_link_is_taken_unless_its_requests_are_joined_already)
{
    Scene scene = scene_of(RING);
    Forest forest;
    bool taken[4] = {false};

    assert_ok(forest_init(&forest, scene.catalog, true));
    assert_int_equal(forest.n_trees, 1);
    assert_int_equal(forest.n_nodes, 4);
    for (int32_t i = 0; i < forest.n_nodes; i++) {
        assert_int_equal(forest.node_of[forest.nodes[i].request], i);
        assert_true(forest.nodes[i].parent < i);
        if (forest.nodes[i].link >= 0)
            taken[forest.nodes[i].link] = true;
    }
    assert_true(taken[0] && taken[1] && !taken[2] && taken[3]);
    assert_int_equal(forest.node_of[4], -1);
    assert_int_equal(forest.begin[1], 4);
    forest_clear(&forest);
    scene_clear(&scene);
}

TEST(a_key_holds_what_the_links_taken_ask_about)
{
    enum { PLACE = KEY_DATE | KEY_SITE | KEY_START };
    Scene scene = scene_of(RING);
    Forest forest;

    assert_ok(forest_init(&forest, scene.catalog, true));
    assert_int_equal(forest.key[0], KEY_LINKED | KEY_DATE);
    assert_int_equal(forest.key[1], KEY_LINKED | KEY_DATE | KEY_PROVIDER);
    assert_int_equal(forest.key[2], KEY_LINKED | PLACE | KEY_PROVIDER);
    assert_int_equal(forest.key[3], KEY_LINKED | PLACE);
    assert_int_equal(forest.key[4], 0);
    forest_clear(&forest);
    assert_ok(forest_init(&forest, scene.catalog, false));
    for (int32_t r = 0; r < 4; r++)
        assert_int_equal(forest.key[r], KEY_LINKED | KEY_DATE);
    forest_clear(&forest);
    scene_clear(&scene);
}

TEST(running_out_of_memory_leaves_an_empty_forest)
{
    Scene scene = scene_of(RING);
    Forest forest;
    Status status = STATUS_NO_MEMORY;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 20);
        mem_fail_at(n);
        status = forest_init(&forest, scene.catalog, true);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (!forest.nodes && !forest.key && !forest.begin));
    }
    forest_clear(&forest);
    scene_clear(&scene);
}
