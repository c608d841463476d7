#include "tests/nook.h"

#include "tests/check.h"

Nook nook_of(const char *lines)
{
    Nook nook = {.scene = scene_of(lines)};

    assert_ok(agenda_new(nook.scene.catalog, &nook.agenda));
    assert_ok(field_init(&nook.field, nook.agenda));
    return nook;
}

void nook_clear(Nook *nook)
{
    zone_clear(&nook->field, &nook->zone);
    field_clear(&nook->field);
    agenda_free(nook->agenda);
    scene_clear(&nook->scene);
}

void nook_place(Nook *nook, const char *id, int32_t minute)
{
    Placement at = scene_placement(&nook->scene, id, 0, minute);

    assert_true(agenda_place(nook->agenda, scene_row(&nook->scene, "requests", id), &at));
    agenda_settle(nook->agenda);
}

void nook_free_session(Nook *nook, int32_t session, const char *const *ids)
{
    assert_ok(zone_add_session(&nook->field, &nook->zone, session));
    for (; *ids; ids++) {
        int32_t r = scene_row(&nook->scene, "requests", *ids);

        assert_true(zone_may_invite(&nook->field, r));
        assert_ok(zone_invite(&nook->field, &nook->zone, r));
    }
}

BlendLimits nook_limits(void)
{
    return (BlendLimits){.relax_iterations = 1000,
                         .iterations = 2000,
                         .tree_iterations = 1000,
                         .deadline_s = INFINITY};
}
