/* What the client does, one thing after another, and at each write of a scenario the power goes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world.h"

static struct nor nor;
static struct larder_flash flash;
static struct larder larder;
static char body[4096];
static size_t length;
static struct larder_outcome outcome;
static uint64_t seed;

#define CHECK(condition)                                              \
    do {                                                              \
        if (!(condition)) {                                           \
            printf("FAILED %s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                  \
        }                                                             \
    } while (0)

static void fresh(uint32_t sectors, uint32_t records) {
    seed = 7;
    flash = nor_new(&nor, sectors, LARDER_SECTOR_HEAD + records * LARDER_RECORD, &seed);
    CHECK(larder_open(&larder, &flash, 0xB1) == LARDER_OK);
}

static void use(const char *amount) { CHECK(larder_add(&larder, LARDER_USED, "tea", amount, 10) == LARDER_OK); }

static const char *next_body(void) {
    CHECK(larder_body(&larder, body, sizeof body - 1, &length) == LARDER_OK);
    body[length] = 0;
    return body;
}

static void answer(int status, const char *text) {
    struct larder_answer said;
    memset(&said, 0, sizeof said);
    said.status = status;
    said.body = text;
    said.length = text ? strlen(text) : 0;
    CHECK(larder_answer(&larder, &said, 20, 0x80000000u, &outcome) == LARDER_OK);
}

static void a_body_has_what_was_used(void) {
    fresh(2, 4);
    CHECK(!strcmp(next_body(), "") && length == 0);
    CHECK(larder_add(&larder, LARDER_USED, "tea", "2", 10) == LARDER_OK);
    larder_clock(&larder, 1795000000, 1000);
    CHECK(larder_add(&larder, LARDER_LEVEL, "filter", "0.25", 1060) == LARDER_OK);
    larder.renew = 1;
    /* The first one was before the time was known, and gets it by its age. */
    CHECK(!strcmp(next_body(), "{\"renew\":true,\"reports\":["
                               "{\"id\":\"000000b1-0\",\"slot\":\"tea\",\"used\":\"2\",\"at\":\"2026-11-18T10:50:10Z\"},"
                               "{\"id\":\"000000b1-1\",\"slot\":\"filter\",\"level\":\"0.25\",\"at\":\"2026-11-18T11:07:40Z\"}]}"));
}

static void what_a_report_said_stays_when_the_time_is_known_later(void) {
    char first[sizeof body];
    fresh(2, 4);
    use("2");
    strcpy(first, next_body());
    CHECK(!strstr(first, "\"at\""));
    answer(0, NULL);
    larder_clock(&larder, 1795000000, 1000);
    CHECK(!strcmp(next_body(), first));
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK);
    CHECK(!strcmp(next_body(), first));
}

static void the_age_of_what_was_before_a_restart_is_not_known(void) {
    fresh(2, 4);
    use("2");
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK);
    larder_clock(&larder, 1795000000, 1000);
    use("3");
    next_body();
    CHECK(!strstr(strstr(body, "b1-0"), "\"at\"") || strstr(strstr(body, "b1-0"), "\"at\"") > strstr(body, "b1-1"));
    CHECK(strstr(strstr(body, "b1-1"), "\"at\":\"2026-11-18T10:50:10Z\""));
}

static void arguments_that_cannot_be_right_are_refused(void) {
    fresh(2, 4);
    CHECK(larder_add(&larder, LARDER_USED, "", "1", 0) == LARDER_BAD_ARGUMENT);
    CHECK(larder_add(&larder, LARDER_USED, "t\"a", "1", 0) == LARDER_BAD_ARGUMENT);
    CHECK(larder_add(&larder, (enum larder_kind)3, "tea", "1", 0) == LARDER_BAD_ARGUMENT);
    CHECK(larder_add(&larder, LARDER_USED, "a name of forty characters, and no less!", "1", 0) == LARDER_BAD_ARGUMENT);
    CHECK(larder_add(&larder, LARDER_USED, "a name of 39 characters, and no less!!!", "1", 0) == LARDER_OK);
    {
        static const char *const BAD[] = {"", "-1", "1,5", ".5", "1.", "1.2.3", "1e3", "NaN"};
        size_t i;
        for (i = 0; i < sizeof BAD / sizeof *BAD; i++) {
            CHECK(larder_add(&larder, LARDER_USED, "tea", BAD[i], 0) == LARDER_BAD_ARGUMENT);
        }
    }
    CHECK(larder_unsent(&larder) == 1);
    CHECK(larder_body(&larder, body, 100, &length) == LARDER_BAD_ARGUMENT);
    flash.sectors = 1;
    CHECK(larder_open(&larder, &flash, 1) == LARDER_BAD_ARGUMENT);
}

static void an_answer_counts_where_it_is_larders_and_whole(void) {
    static const char *const NO[] = {
        "", "<html>Sign in to the hotel's network</html>", "{}", "{\"accepted\":1,\"duplicate\":0,\"rejected\":[]}",
        "{\"accepted\":2,\"duplicate\":0,\"rejected\":[", "{\"accepted\":2,\"duplicate\":0,\"rejected\":[]",
        "{\"slots\":{\"accepted\":2}}", "{\"accepted\":2,\"x\":\"}", "{\"a\\", "[2]", "{\"accepted\":3}"};
    size_t i;
    fresh(2, 4);
    use("2");
    use("3");
    for (i = 0; i < sizeof NO / sizeof *NO; i++) {
        next_body();
        answer(200, NO[i]);
        CHECK(larder_unsent(&larder) == 2 && outcome.wait_ms > 0 && outcome.accepted == 0);
    }
    next_body();
    answer(200, " {\"slots\":[{\"accepted\":9}], \"accepted\" : 1,\"duplicate\":1,\"rejected\":[],\"token\":\"ldt_new\"}");
    CHECK(larder_unsent(&larder) == 0 && outcome.accepted == 1 && outcome.duplicate == 1 && outcome.wait_ms == 0);
    CHECK(outcome.token_length == 7 && !strncmp(outcome.token, "ldt_new", 7));
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK && larder_unsent(&larder) == 0);
}

static void what_is_refused_is_dropped_and_counted(void) {
    fresh(2, 4);
    use("2");
    use("3");
    next_body();
    answer(422, "{\"status\":422,\"code\":\"nothing_accepted\",\"accepted\":0,\"rejected\":[{\"index\":0,\"code\":\"unknown_slot\","
                "\"detail\":\"\"},{\"index\":1,\"code\":\"too_old\"}]}");
    CHECK(larder_unsent(&larder) == 0 && larder.refused == 2 && outcome.refused == 2);
    CHECK(!strcmp(outcome.code, "unknown_slot"));
}

static void after_400_each_is_sent_alone_until_the_bad_one_is_found(void) {
    static const char OK[] = "{\"accepted\":1,\"duplicate\":0,\"rejected\":[]}";
    int i;
    fresh(2, 8);
    for (i = 0; i < 5; i++) use("1");
    next_body();
    answer(400, "{\"code\":\"not_json\",\"index\":1}");
    CHECK(larder_unsent(&larder) == 5 && outcome.wait_ms == 0);
    use("1");
    for (i = 0; i < 5; i++) {
        CHECK(next_body() && larder.count == 1);
        answer(i == 1 ? 400 : 200, i == 1 ? "{}" : OK);
    }
    CHECK(larder.refused == 1);
    use("1");
    CHECK(next_body() && larder.count == 2);
}

static void after_413_the_batch_is_halved(void) {
    int i;
    fresh(2, 8);
    for (i = 0; i < 8; i++) use("1");
    next_body();
    answer(413, "{}");
    CHECK(next_body() && larder.count == 4);
    answer(413, "{}");
    CHECK(next_body() && larder.count == 2);
}

static void waiting_grows_to_a_quarter_of_an_hour_and_at_least_as_told(void) {
    struct larder_answer said;
    uint32_t most = 2000;
    int i;
    fresh(2, 4);
    use("1");
    for (i = 0; i < 14; i++) {
        next_body();
        answer(i % 2 ? 500 : 0, NULL);
        CHECK(outcome.wait_ms == most / 2);
        most = most * 2 > 900000 ? 900000 : most * 2;
    }
    next_body();
    memset(&said, 0, sizeof said);
    said.status = 503;
    said.retry_after = "3600";
    CHECK(larder_answer(&larder, &said, 20, 0, &outcome) == LARDER_OK && outcome.wait_ms == 3600000);
    next_body();
    said.retry_after = "99999999999999";
    CHECK(larder_answer(&larder, &said, 20, 0, &outcome) == LARDER_OK && outcome.wait_ms == 86400000);
    next_body();
    answer(401, "{}");
    CHECK(outcome.is_unauthorized && outcome.wait_ms >= 3600000 && larder_unsent(&larder) == 1);
    CHECK(larder_answer(&larder, &said, 20, 0, &outcome) == LARDER_BAD_ARGUMENT);
}

static void a_full_ring_gives_up_one_by_one_from_the_oldest(void) {
    uint32_t i;
    fresh(3, 4);
    for (i = 0; i < 40; i++) {
        use("1");
        /* Two sectors' worth are always kept; the third is room, too, until it is needed. */
        CHECK(larder_unsent(&larder) >= (i < 8 ? i + 1 : 8) && larder_unsent(&larder) <= 12);
        CHECK(larder.lost + larder_unsent(&larder) == i + 1);
    }
    CHECK(larder.lost == 32 && strstr(next_body(), "b1-32\""));
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK && larder.lost == 32 && larder_unsent(&larder) == 8);
}

static void an_answer_for_what_was_given_up_meanwhile_forgets_the_rest(void) {
    int i;
    fresh(2, 4);
    for (i = 0; i < 4; i++) use("1");
    next_body();
    for (i = 0; i < 6; i++) use("1");
    CHECK(larder.tail > 0 && larder.tail == larder.lost);
    answer(200, "{\"accepted\":4,\"duplicate\":0,\"rejected\":[]}");
    CHECK(larder.tail >= 4);
}

static void a_report_that_flash_did_not_keep_stands_in_no_others_way(void) {
    fresh(2, 4);
    use("1");
    use("2");
    use("3");
    nor.bytes[LARDER_SECTOR_HEAD + LARDER_RECORD + 30] = 0;
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK);
    CHECK(strstr(next_body(), "b1-0") && larder.count == 1);
    answer(200, "{\"accepted\":1,\"duplicate\":0,\"rejected\":[]}");
    CHECK(strstr(next_body(), "b1-2") && larder.count == 1 && larder.lost == 1);
    nor.bytes[LARDER_SECTOR_HEAD + 2 * LARDER_RECORD + 30] = 0;
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK);
    use("4");
    CHECK(strstr(next_body(), "b1-3") && !strstr(body, "b1-2"));
}

static void a_reset_forgets_and_draws_new_ids(void) {
    fresh(3, 4);
    use("1");
    CHECK(larder_reset(&larder, &flash, 0xC2) == LARDER_OK && larder_unsent(&larder) == 0);
    use("1");
    CHECK(strstr(next_body(), "000000c2-0"));
    CHECK(larder_open(&larder, &flash, 0xBAD) == LARDER_OK && larder.epoch == 0xC2);
}

static void a_batch_has_a_name_of_its_own(void) {
    char key[LARDER_KEY];
    fresh(2, 4);
    use("1");
    use("1");
    next_body();
    larder_key(&larder, key);
    CHECK(!strcmp(key, "000000b1-0-2"));
}

/* In memory of just its length, so that whatever is read past the end is found. */
static void an_answer_may_be_any_bytes(void) {
    static const char WHOLE[] = "{\"accepted\":1,\"duplicate\":0,\"rejected\":[{\"index\":1,\"id\":\"b1-1\",\"code\":\"too_old\"}],"
                                "\"token\":\"new\",\"slots\":[{\"slot\":\"\\\"tea\",\"order\":null}]}";
    static const char MARKS[] = "{}[]\",:\\ 019n";
    uint32_t round, forgotten = 0;
    for (round = 0; round < 20000; round++) {
        const size_t size = next_random(&seed) % sizeof WHOLE;
        const uint32_t changes = next_random(&seed) % 4;
        char *bytes = malloc(size ? size : 1);
        struct larder_answer said;
        uint32_t i;
        if (round % 1000 == 0) {
            fresh(2, 4);
            seed = round + 1;
        }
        while (larder_unsent(&larder) < 2) use("1");
        next_body();
        memcpy(bytes, WHOLE, size);
        for (i = 0; size && i < changes; i++) bytes[next_random(&seed) % size] = MARKS[next_random(&seed) % (sizeof MARKS - 1)];
        memset(&said, 0, sizeof said);
        said.status = next_random(&seed) % 2 ? 200 : 422;
        said.body = bytes;
        said.length = size;
        CHECK(larder_answer(&larder, &said, 20, 0, &outcome) == LARDER_OK);
        CHECK(!outcome.token || (outcome.token >= bytes && outcome.token + outcome.token_length <= bytes + size));
        CHECK(larder_unsent(&larder) == 2 || outcome.accepted + outcome.duplicate + outcome.refused == 2);
        forgotten += larder_unsent(&larder) == 0;
        free(bytes);
    }
    CHECK(forgotten > 10);
}

static void an_answer_over_mqtt_is_one(void) {
    static const char TEXT[] = "200 {\"accepted\":1,\"duplicate\":0,\"rejected\":[]}";
    struct larder_answer said = larder_message(TEXT, sizeof TEXT - 1);
    fresh(2, 4);
    use("1");
    next_body();
    CHECK(said.status == 200 && larder_answer(&larder, &said, 20, 0, &outcome) == LARDER_OK);
    CHECK(larder_unsent(&larder) == 0);
    CHECK(larder_message("", 0).status == 0 && larder_message("200", 3).status == 0);
    CHECK(larder_message("2x0 {}", 6).status == 0 && larder_message("999 {}", 6).status == 0);
}

static void dates_are_read(void) {
    CHECK(larder_date("Thu, 01 Jan 1970 00:00:07 GMT") == 7);
    CHECK(larder_date("Sun, 29 Feb 2032 23:59:59 GMT") == 1961711999u);
    CHECK(larder_date("Tue, 01 Dec 2026 08:00:00 GMT") == 1796112000u);
    CHECK(larder_date("2026-12-01T08:00:00Z") == 0 && larder_date("") == 0);
    CHECK(larder_date("Tue, 01 Dez 2026 08:00:00 GMT") == 0 && larder_date("Tue, 0x Dec 2026 08:00:00 GMT") == 0);
}

/* A machine's life in which everything comes about: rounds of the ring, full, lost answers, refusals. */
static void live(struct world *w) {
    int i;
    for (i = 0; i < 3; i++) world_use(w);
    world_post(w, ANSWERED);
    world_tell_time(w);
    for (i = 0; i < 5; i++) world_use(w);
    world_post(w, ANSWER_LOST);
    world_post(w, SOME_REFUSED);
    for (i = 0; i < 14; i++) world_use(w);
    world_post(w, ANSWER_LOST);
    world_restart(w);
    for (i = 0; i < 3; i++) world_use(w);
    world_post(w, ANSWERED);
    for (i = 0; i < 4; i++) world_use(w);
}

/* The power goes at every single write and erase of that life, in each way, and at each of the first ones after. */
static void the_power_goes_at_every_write(void) {
    static struct world w;
    uint32_t geometry, writes, at, again, torn, runs = 0;
    for (geometry = 0; geometry < 3; geometry++) {
        const uint32_t sectors = 2 + geometry, records = 4 - geometry;
        world_new(&w, "scenario", geometry, sectors, records);
        live(&w);
        writes = w.nor.writes;
        CHECK(writes > 60);
        for (at = 1; at <= writes; at++) {
            for (torn = 0; torn < TORN_KINDS; torn++) {
                for (again = 0; again <= 6; again++, runs++) {
                    world_new(&w, "scenario with a cut", geometry + 1000 * at + 1000000 * torn, sectors, records);
                    if (at > w.nor.writes) world_cut(&w, at - w.nor.writes, (enum torn)torn);
                    w.cut_again = again;
                    live(&w);
                    world_settle(&w);
                }
            }
        }
    }
    printf("   power cut at every write: %u lives\n", runs);
}

int main(void) {
    static const struct {
        const char *name;
        void (*run)(void);
    } TESTS[] = {
#define TEST(name) {#name, name}
        TEST(a_body_has_what_was_used),
        TEST(what_a_report_said_stays_when_the_time_is_known_later),
        TEST(the_age_of_what_was_before_a_restart_is_not_known),
        TEST(arguments_that_cannot_be_right_are_refused),
        TEST(an_answer_counts_where_it_is_larders_and_whole),
        TEST(what_is_refused_is_dropped_and_counted),
        TEST(after_400_each_is_sent_alone_until_the_bad_one_is_found),
        TEST(after_413_the_batch_is_halved),
        TEST(waiting_grows_to_a_quarter_of_an_hour_and_at_least_as_told),
        TEST(a_full_ring_gives_up_one_by_one_from_the_oldest),
        TEST(an_answer_for_what_was_given_up_meanwhile_forgets_the_rest),
        TEST(a_report_that_flash_did_not_keep_stands_in_no_others_way),
        TEST(a_reset_forgets_and_draws_new_ids),
        TEST(a_batch_has_a_name_of_its_own),
        TEST(an_answer_may_be_any_bytes),
        TEST(an_answer_over_mqtt_is_one),
        TEST(dates_are_read),
        TEST(the_power_goes_at_every_write),
    };
    size_t i;
    for (i = 0; i < sizeof TESTS / sizeof *TESTS; i++) {
        TESTS[i].run();
        printf("ok %s\n", TESTS[i].name);
    }
    return 0;
}
