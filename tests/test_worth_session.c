#include "model/audit/worth_duration.h"
#include "model/audit/worth_session.h"
#include "model/base/random.h"
#include "tests/check.h"

/* Laws of durations. */

TEST(a_duration_without_variation_is_the_planned_one)
{
    Duration duration;

    assert_ok(duration_init(&duration, 30, 0.0));
    assert_int_equal(duration.reach, 30);
    assert_int_equal(duration.least, 30);
    assert_near(duration.chance[30], 1.0, 0.0);
    assert_near(duration.mean, 30.0, 0.0);
    duration_clear(&duration);
}

/* F of a lognormal with this mean and cv, by the textbook. */
static double lognormal(double minutes, double mean, double cv)
{
    double variance = log(1 + cv * cv);

    return 0.5 * erfc(-(log(minutes) - log(mean) + variance / 2) / sqrt(2 * variance));
}

TEST(a_drawn_duration_follows_the_lognormal_on_whole_minutes)
{
    Duration duration;
    double total = 0.0, mean = 0.0;
    int32_t last = 1;

    assert_ok(duration_init(&duration, 20, 0.5));
    while (lognormal(last + 0.5, 20, 0.5) < 1 - 1e-9)
        last++;
    assert_int_equal(duration.reach, last);
    assert_near(duration.chance[1], lognormal(1.5, 20, 0.5), 1e-15);
    assert_near(duration.chance[20], lognormal(20.5, 20, 0.5) - lognormal(19.5, 20, 0.5), 1e-14);
    assert_near(duration.chance[last], 1 - lognormal(last - 0.5, 20, 0.5), 1e-14);
    for (int32_t k = 0; k <= last; k++) {
        total += duration.chance[k];
        mean += k * duration.chance[k];
    }
    assert_near(total, 1.0, 1e-12);
    assert_near(duration.mean, mean, 1e-12);
    assert_near(duration.mean, 20.0, 0.01);
    duration_clear(&duration);
}

TEST(a_duration_of_wild_variation_keeps_a_day_and_the_sums_beyond)
{
    Duration duration;

    assert_ok(duration_init(&duration, 60, 4.0));
    assert_int_equal(duration.reach, 1440);
    assert_near(duration.beyond[0], 1.0, 1e-12);
    assert_near(duration.beyond[1441], 1 - lognormal(1440.5, 60, 4.0), 1e-12);
    assert_true(duration.excess[1441] > 1441 * duration.beyond[1441]);
    duration_clear(&duration);
}

/* Sessions by full enumeration: who comes, and how long each service takes. */

enum { SERVICES_MAX = 4 };

/* Services in serving order, each with its guests. */
typedef struct Toy {
    int32_t count, end_min;
    int32_t start_min[SERVICES_MAX], guests[SERVICES_MAX];
    double show[SERVICES_MAX][2];
    Duration duration[SERVICES_MAX];
} Toy;

typedef struct Expected {
    double wait[SERVICES_MAX]; /* of one who comes, times the chance that the first guest comes */
    double idle, overtime;
} Expected;

/* Plays one outcome: which services take place and how long they last. */
static void play(const Toy *toy, const int32_t *minutes, const int32_t *first_comes,
                 double probability, Expected *expected)
{
    int32_t free_min = 0, served = 0, overtime = 0, last_end = toy->start_min[0];

    for (int32_t i = 0; i < toy->count; i++) {
        int32_t begin = toy->start_min[i] > free_min ? toy->start_min[i] : free_min;

        if (first_comes[i])
            expected->wait[i] += probability * (begin - toy->start_min[i]);
        if (minutes[i] == 0)
            continue;
        free_min = last_end = begin + minutes[i];
        served += minutes[i];
        if (free_min > toy->end_min)
            overtime += free_min - (begin > toy->end_min ? begin : toy->end_min);
    }
    if (last_end < toy->start_min[toy->count - 1])
        last_end = toy->start_min[toy->count - 1];
    expected->idle += probability * (last_end - toy->start_min[0] - served);
    expected->overtime += probability * overtime;
}

static void enumerate(const Toy *toy, int32_t at, int32_t *minutes, int32_t *first_comes,
                      double probability, Expected *expected)
{
    if (probability <= 0.0)
        return;
    if (at == toy->count) {
        play(toy, minutes, first_comes, probability, expected);
        return;
    }
    for (int32_t come = 0; come < 1 << toy->guests[at]; come++) {
        double chance = probability;

        for (int32_t g = 0; g < toy->guests[at]; g++)
            chance *= come >> g & 1 ? toy->show[at][g] : 1 - toy->show[at][g];
        first_comes[at] = come & 1;
        minutes[at] = 0;
        if (come == 0) {
            enumerate(toy, at + 1, minutes, first_comes, chance, expected);
            continue;
        }
        for (int32_t k = 1; k <= toy->duration[at].reach; k++) {
            minutes[at] = k;
            enumerate(toy, at + 1, minutes, first_comes, chance * toy->duration[at].chance[k],
                      expected);
        }
    }
}

static Toy draw_toy(Random *random)
{
    Toy toy = {.count = random_between(random, 1, SERVICES_MAX)};
    int32_t start = random_between(random, 0, 30);

    for (int32_t i = 0; i < toy.count; i++) {
        int32_t planned = random_between(random, 1, 4);

        toy.start_min[i] = start;
        toy.guests[i] = random_between(random, 1, 2);
        for (int32_t g = 0; g < 2; g++)
            toy.show[i][g] = random_below(random, 4) ? random_unit(random) : 1.0;
        assert_ok(duration_init(&toy.duration[i], planned, 0.15 * random_below(random, 2)));
        toy.end_min = start + random_between(random, 1, 4);
        start += random_below(random, 5);
    }
    return toy;
}

TEST(sessions_agree_with_full_enumeration_of_shows_and_durations)
{
    for (uint64_t seed = 0; seed < 300; seed++) {
        Random random = random_stream(7, seed);
        Toy toy = draw_toy(&random);
        Service services[SERVICES_MAX];
        Expected expected = {0};
        int32_t minutes[SERVICES_MAX], first_comes[SERVICES_MAX];
        static Backlog work;
        double idle = 0.0, overtime = 0.0;

        enumerate(&toy, 0, minutes, first_comes, 1.0, &expected);
        for (int32_t i = 0; i < toy.count; i++) {
            double nobody = 1.0;

            for (int32_t g = 0; g < toy.guests[i]; g++)
                nobody *= 1 - toy.show[i][g];
            services[i] = (Service){toy.start_min[i], 1 - nobody, &toy.duration[i], 0.0};
        }
        session_expect(services, toy.count, toy.end_min, &work, &idle, &overtime);
        for (int32_t i = 0; i < toy.count; i++)
            assert_near(services[i].wait_min * toy.show[i][0], expected.wait[i], 1e-10);
        assert_near(idle, expected.idle, 1e-10);
        assert_near(overtime, expected.overtime, 1e-10);
        for (int32_t i = 0; i < toy.count; i++)
            duration_clear(&toy.duration[i]);
    }
}

TEST(durations_longer_than_the_session_spill_over_exactly)
{
    Duration wild = {0};
    Service services[3];
    static Backlog work;
    double idle = 0.0, overtime = 0.0;

    assert_ok(duration_init(&wild, 100, 3.0));
    for (int32_t i = 0; i < 3; i++)
        services[i] = (Service){540, 1.0, &wild, 0.0};
    session_expect(services, 3, 640, &work, &idle, &overtime);
    /* All start at once and all come: waits add up, nobody idles. */
    assert_near(services[1].wait_min, wild.mean, 1e-8);
    assert_near(services[2].wait_min, 2 * wild.mean, 1e-8);
    assert_near(idle, 0.0, 1e-8);
    duration_clear(&wild);
}
