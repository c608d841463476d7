/* Who and what can serve: codes of texts, shapes of visits, skills, leads, pools of units. */
#include <stdlib.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/catalog_parts.h"

/* The code of @p text: that of its first appearance, counted by @p next. */
static Status intern(Lookup *codes, const char *text, int32_t *next, int32_t *code)
{
    Status status = lookup_add(codes, text, *next, code);

    if (status == STATUS_OK && *code == *next)
        ++*next;
    return status;
}

static Status intern_all(Lookup *codes, const char *const *texts, int32_t rows, int32_t *next,
                         int32_t *out)
{
    Status status = STATUS_OK;

    for (int32_t row = 0; status == STATUS_OK && row < rows; row++)
        status = intern(codes, texts[row], next, &out[row]);
    return status;
}

/* What each held session is held for. */
static Status add_holders(Catalog *catalog, const Lookup *specialties)
{
    const Clinic *clinic = catalog->clinic;
    Lookup *types = NULL;
    Status status = lookup_list((const char *const *)clinic->visit_types.visit_type,
                                clinic->visit_types.rows, &types);

    for (int32_t s = 0; status == STATUS_OK && s < catalog->n_sessions; s++) {
        CatalogSession *session = &catalog->sessions[s];
        const char *holder = clinic->sessions.held_for[session->row];
        int32_t release = clinic->sessions.release_days[session->row];

        if (!*holder || (release != MISSING && session->day <= release))
            continue;
        session->held = true;
        session->held_type = lookup_find(types, holder);
        session->held_specialty = lookup_find(specialties, holder);
    }
    lookup_free(types);
    return status;
}

Status catalog_add_codes(Catalog *catalog, int32_t *room_code, int32_t *device_code)
{
    const Clinic *clinic = catalog->clinic;
    Lookup *codes[3] = {NULL, NULL, NULL}, *specialties = NULL;
    int32_t next[3] = {0, 0, 0}, n_specialties = 0;
    Status status = STATUS_NO_MEMORY;

    catalog->role = MEM_NEW(int32_t, clinic->providers.rows);
    catalog->specialty = MEM_NEW(int32_t, clinic->visit_types.rows);
    catalog->activity_code = MEM_NEW(int32_t, clinic->activities.rows);
    if (!catalog->role || !catalog->specialty || !catalog->activity_code)
        goto done;
    for (int kind = 0; kind < 3; kind++)
        TRY(lookup_new(16, &codes[kind]));
    TRY(lookup_new(16, &specialties));
    TRY(intern_all(codes[UNIT_PROVIDER], (const char *const *)clinic->providers.role,
                   clinic->providers.rows, &next[UNIT_PROVIDER], catalog->role));
    TRY(intern_all(codes[UNIT_ROOM], (const char *const *)clinic->rooms.room_type,
                   clinic->rooms.rows, &next[UNIT_ROOM], room_code));
    TRY(intern_all(codes[UNIT_EQUIPMENT], (const char *const *)clinic->equipment.equipment_type,
                   clinic->equipment.rows, &next[UNIT_EQUIPMENT], device_code));
    TRY(intern_all(specialties, (const char *const *)clinic->visit_types.specialty,
                   clinic->visit_types.rows, &n_specialties, catalog->specialty));
    for (int32_t a = 0; a < clinic->activities.rows; a++) {
        int32_t kind = clinic->activities.kind[a];

        TRY(intern(codes[kind], clinic->activities.type[a], &next[kind],
                   &catalog->activity_code[a]));
    }
    TRY(add_holders(catalog, specialties));
done:
    for (int kind = 0; kind < 3; kind++)
        lookup_free(codes[kind]);
    lookup_free(specialties);
    return status;
}

static int32_t lead_minutes(const VisitShape *shape)
{
    return shape->parts[shape->lead].end_min - shape->parts[shape->lead].start_min;
}

/* The shape of @p type at @p factor, shared with one of [from, n_shapes) of the same lead minutes;
 * the shapes of a type are made together, so those are all of its. */
static Status share_shape(Catalog *catalog, int32_t type, double factor, int32_t from,
                          const VisitShape **out)
{
    const int32_t *rows = catalog->activities.items + catalog->activities.begin[type];
    int32_t count = catalog->activities.begin[type + 1] - catalog->activities.begin[type];
    VisitShape *made = NULL;
    Status status = visit_new(catalog->clinic, rows, count, factor, &made);

    if (status != STATUS_OK)
        return fault_within(status, "visit type %s", catalog->clinic->visit_types.visit_type[type]);
    for (int32_t s = from; s < catalog->n_shapes; s++) {
        const VisitShape *known = catalog->shapes[s];

        if (lead_minutes(known) == lead_minutes(made)) {
            *out = known;
            visit_free(made);
            return STATUS_OK;
        }
    }
    catalog->shapes[catalog->n_shapes] = made;
    *out = made;
    return durations_add(&catalog->durations, lead_minutes(made),
                         catalog->clinic->visit_types.duration_cv[type],
                         &catalog->laws[catalog->n_shapes++]);
}

static int by_provider(const void *a, const void *b)
{
    const CatalogSkill *s = a, *t = b;

    return order_int(s->provider, t->provider);
}

static Status add_type_skills(Catalog *catalog, const Groups *by_type, int32_t type, int32_t *n)
{
    const Clinic *clinic = catalog->clinic;
    int32_t first_shape = catalog->n_shapes, first = *n;
    const VisitShape *plain = NULL;
    int32_t role;
    Status status = share_shape(catalog, type, 1, first_shape, &plain);

    if (status != STATUS_OK)
        return status;
    catalog->planned[type] = plain;
    catalog->skill_begin[type] = first;
    catalog->shape_begin[type] = first_shape;
    role = catalog->activity_code[plain->parts[plain->lead].activity];
    for (int32_t i = by_type->begin[type]; i < by_type->begin[type + 1]; i++) {
        int32_t row = by_type->items[i];
        CatalogSkill *skill = &catalog->skills[*n];

        skill->provider = clinic->skills.provider[row];
        skill->able = catalog->role[skill->provider] == role;
        status = share_shape(catalog, type, clinic->skills.duration_factor[row], first_shape,
                             &skill->shape);
        if (status != STATUS_OK)
            return status;
        ++*n;
    }
    qsort(catalog->skills + first, (size_t)(*n - first), sizeof *catalog->skills, by_provider);
    return STATUS_OK;
}

/* The distinct sites where @p provider has sessions, into @p sites; their number. */
static int32_t session_sites(const Catalog *catalog, int32_t provider, int32_t *sites)
{
    int32_t n = 0;

    for (int32_t s = catalog->session_begin[provider]; s < catalog->session_begin[provider + 1];
         s++) {
        int32_t site = catalog->sessions[s].site, i = 0;

        while (i < n && sites[i] != site)
            i++;
        if (i == n)
            sites[n++] = site;
    }
    return n;
}

static int by_site_and_provider(const void *a, const void *b)
{
    const CatalogLead *s = a, *t = b;

    if (s->site != t->site)
        return order_int(s->site, t->site);
    return order_int(s->provider, t->provider);
}

static Status add_leads(Catalog *catalog, int32_t *sites)
{
    int32_t n_types = catalog->clinic->visit_types.rows, n = 0;
    int64_t total = 0;

    for (int32_t i = 0; i < catalog->skill_begin[n_types]; i++)
        total += session_sites(catalog, catalog->skills[i].provider, sites);
    catalog->leads = MEM_NEW(CatalogLead, total);
    if (!catalog->leads)
        return STATUS_NO_MEMORY;
    for (int32_t type = 0; type < n_types; type++) {
        int32_t first = n;

        catalog->lead_begin[type] = first;
        for (int32_t i = catalog->skill_begin[type]; i < catalog->skill_begin[type + 1]; i++) {
            const CatalogSkill *skill = &catalog->skills[i];
            int32_t n_sites = skill->able ? session_sites(catalog, skill->provider, sites) : 0;

            for (int32_t k = 0; k < n_sites; k++)
                catalog->leads[n++] = (CatalogLead){sites[k], skill->provider, skill->shape};
        }
        qsort(catalog->leads + first, (size_t)(n - first), sizeof *catalog->leads,
              by_site_and_provider);
    }
    catalog->lead_begin[n_types] = n;
    return STATUS_OK;
}

Status catalog_add_skills(Catalog *catalog)
{
    const Clinic *clinic = catalog->clinic;
    int32_t n_types = clinic->visit_types.rows, n = 0;
    int32_t *sites = MEM_NEW(int32_t, clinic->sites.rows);
    Groups by_type = {NULL, NULL};
    Status status = STATUS_NO_MEMORY;

    catalog->planned = MEM_NEW(const VisitShape *, n_types);
    catalog->shapes = MEM_NEW(VisitShape *, (int64_t)n_types + clinic->skills.rows);
    catalog->shape_begin = MEM_NEW(int32_t, (int64_t)n_types + 1);
    catalog->laws = MEM_NEW(const DurationLaw *, (int64_t)n_types + clinic->skills.rows);
    catalog->skills = MEM_NEW(CatalogSkill, clinic->skills.rows);
    catalog->skill_begin = MEM_NEW(int32_t, (int64_t)n_types + 1);
    catalog->lead_begin = MEM_NEW(int32_t, (int64_t)n_types + 1);
    if (!sites || !catalog->planned || !catalog->shapes || !catalog->shape_begin ||
        !catalog->laws || !catalog->skills || !catalog->skill_begin || !catalog->lead_begin)
        goto done;
    TRY(groups_init(&catalog->activities, clinic->activities.visit_type, clinic->activities.rows,
                    n_types));
    TRY(groups_init(&by_type, clinic->skills.visit_type, clinic->skills.rows, n_types));
    for (int32_t type = 0; type < n_types; type++)
        TRY(add_type_skills(catalog, &by_type, type, &n));
    catalog->skill_begin[n_types] = n;
    catalog->shape_begin[n_types] = catalog->n_shapes;
    TRY(add_leads(catalog, sites));
done:
    mem_free(sites);
    groups_clear(&by_type);
    return status;
}
