#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY 4096u
#define START_UNIX 1795000000u

void world_must(const struct world *w, int holds, const char *what) {
    if (holds) return;
    printf("FAILED %s, seed %llu: %s\n", w->name, (unsigned long long)w->seed, what);
    exit(1);
}

void world_new(struct world *w, const char *name, uint64_t seed, uint32_t sectors, uint32_t records) {
    memset(w, 0, sizeof *w);
    w->name = name;
    w->seed = seed;
    w->random = seed * 0x9E3779B97F4A7C15u + 1;
    w->flash = nor_new(&w->nor, sectors, LARDER_SECTOR_HEAD + records * LARDER_RECORD + 7, &w->random);
    w->unix_time = START_UNIX;
    w->unreadable = REPORTS;
    w->most = 1000;
    w->epoch = 0xB1u;
    world_must(w, larder_open(&w->larder, &w->flash, w->epoch) == LARDER_OK, "it does not start");
}

void world_cut(struct world *w, uint32_t in, enum torn torn) {
    w->nor.cut_at = w->nor.writes + in;
    w->nor.torn = torn;
}

/* What the ring says of itself has to agree with what it was told and has told. */
static void look(struct world *w) {
    const struct larder *l = &w->larder;
    const uint32_t whole = (w->nor.sectors - 1) * ((w->nor.sector_size - LARDER_SECTOR_HEAD) / LARDER_RECORD);
    uint32_t i, given_up = 0;
    world_must(w, l->next == w->added, "a report is there that was not added, or is not there that was");
    world_must(w, l->epoch == w->epoch, "ids have changed");
    world_must(w, l->tail >= w->tail, "a report that was forgotten is back");
    for (i = 0; i < l->tail; i++) given_up += !w->reports[i].is_done;
    world_must(w, l->lost == given_up, "what was given up is not what was counted");
    if (l->lost > w->lost) {
        /* Each cut can have taken the room of one record. */
        world_must(w, larder_unsent(l) + w->cuts >= whole, "a report was given up while there was room");
        world_must(w, l->lost - w->lost <= 1 + w->cuts, "more than the oldest was given up");
    }
    world_must(w, larder_unsent(l) <= whole + whole / (w->nor.sectors - 1), "more is kept than there is room for");
    w->tail = l->tail;
    w->lost = l->lost;
}

/* Starts again, as often as it takes. */
static void start(struct world *w) {
    do {
        w->cuts += (uint32_t)w->nor.is_off;
        nor_on(&w->nor);
        w->uptime = 0;
        /* Now and then the power goes while it starts. */
        if (w->cuts && w->cut_again) {
            world_cut(w, w->cut_again, w->nor.torn);
            w->cut_again = 0;
        } else if (w->cuts && next_random(&w->random) % 4 == 0) {
            world_cut(w, 1 + next_random(&w->random) % 3, (enum torn)(next_random(&w->random) % TORN_KINDS));
        }
    } while (larder_open(&w->larder, &w->flash, 0xBAD) == LARDER_FLASH);
    nor_on(&w->nor);
}

void world_restart(struct world *w) {
    start(w);
    look(w);
}

static void pass_time(struct world *w) {
    const uint32_t seconds = next_random(&w->random) % 1000;
    w->uptime += seconds;
    w->unix_time += seconds;
}

void world_use(struct world *w) {
    static const char *const SLOTS[] = {"tea", "washing powder"};
    struct known *report = &w->reports[w->added];
    const enum larder_kind kind = (enum larder_kind)(next_random(&w->random) % 3);
    int status;
    world_must(w, w->added < REPORTS, "the test adds too much");
    pass_time(w);
    snprintf(report->amount, sizeof report->amount, "%u.25", ++w->used);
    status = larder_add(&w->larder, kind, SLOTS[w->used % 2], report->amount, w->uptime);
    if (status == LARDER_OK) {
        w->added++;
        look(w);
        return;
    }
    world_must(w, status == LARDER_FLASH && w->nor.is_off, "a report was refused");
    start(w);
    /* It is there or not; nobody was told. */
    if (w->larder.next == w->added + 1) w->added++;
    look(w);
}

void world_tell_time(struct world *w) { larder_clock(&w->larder, w->unix_time, w->uptime); }

/* The number in an id of this machine. */
static uint32_t number_in(const struct world *w, const char *id) {
    unsigned epoch, number;
    world_must(w, sscanf(id, "%8x-%u\"", &epoch, &number) == 2 && epoch == w->epoch, "an id is not the machine's");
    world_must(w, number < w->added, "an id is of no report");
    return number;
}

/* Takes a report off the front of a list. */
static const char *store(struct world *w, const char *list, int is_stored, int some_refused, uint32_t *refused) {
    static const char ID[] = "{\"id\":\"";
    const char *end = strchr(list, '}'), *content = strchr(list, ',');
    const uint32_t number = number_in(w, list + sizeof ID - 1);
    struct known *report = &w->reports[number];
    char amount[24];
    world_must(w, strncmp(list, ID, sizeof ID - 1) == 0, "no report");
    world_must(w, end && content && end - content < (long)CONTENT, "a report without an end");
    snprintf(amount, sizeof amount, "\":\"%s\"", report->amount);
    world_must(w, strstr(content, amount) && strstr(content, amount) < end, "an id is of another amount");
    if (report->content[0]) {
        const int same = strlen(report->content) == (size_t)(end - content) &&
                         !strncmp(report->content, content, (size_t)(end - content));
        world_must(w, same, "an id has another content than before");
    } else {
        memcpy(report->content, content, (size_t)(end - content));
    }
    if (is_stored && some_refused && number % 3 == 0) {
        report->is_refused = 1;
        (*refused)++;
    } else if (is_stored && !report->times_stored) {
        report->times_stored++;
    }
    return end + 1;
}

/* The server: reads a body and answers it. */
static void serve(struct world *w, const char *body, enum fate fate, struct larder_answer *answer, char *text) {
    static char date[] = "Tue, 01 Dec 2026 08:00:00 GMT";
    int is_stored = fate != NOT_STORED && fate != NOTHING;
    const char *list = strchr(body, '[') + 1;
    uint32_t count = 0, refused = 0, i;
    const char *at;
    int is_readable = 1;
    for (at = list; (at = strstr(at, "\"id\":\"")); at++) {
        count++;
        is_readable &= number_in(w, at + 6) != w->unreadable;
    }
    is_stored &= count <= w->most && is_readable;
    for (i = 0, at = list; i < count; i++, at++) at = store(w, at, is_stored, fate == SOME_REFUSED, &refused);
    if (fate == NOTHING || fate == NOT_STORED) {
        answer->status = fate == NOTHING ? 0 : 503;
        answer->retry_after = fate == NOTHING ? NULL : "7";
    } else if (count > w->most) {
        answer->status = 413;
    } else if (!is_readable) {
        answer->status = 400;
    } else {
        answer->status = refused == count ? 422 : 200;
        answer->length = (size_t)sprintf(text, "{\"accepted\":%u,\"duplicate\":0,\"rejected\":[", count - refused);
        for (i = 0; i < refused; i++) {
            answer->length += (size_t)sprintf(text + answer->length,
                                              "%s{\"index\":%u,\"code\":\"too_old\",\"detail\":\"no ]}, \\\" really\"}",
                                              i ? "," : "", i);
        }
        answer->length += (size_t)sprintf(text + answer->length, "],\"adjusted\":[],\"slots\":[{\"slot\":\"tea\"}]}");
        answer->body = text;
        answer->date = next_random(&w->random) % 4 ? NULL : date;
        if (fate == ANSWER_CUT) answer->length = next_random(&w->random) % answer->length;
        if (fate == ANSWER_LOST) answer->status = 0;
    }
}

void world_post(struct world *w, enum fate fate) {
    static char body[BODY], text[BODY];
    struct larder_outcome outcome;
    struct larder_answer answer;
    uint32_t first, count, i;
    size_t length;
    int is_answered, status;
    pass_time(w);
    status = larder_body(&w->larder, body, LARDER_FRAME_BODY + (1 + next_random(&w->random) % 20) * LARDER_REPORT_BODY,
                         &length);
    if (status == LARDER_FLASH) {
        world_must(w, w->nor.is_off, "no body");
        world_restart(w);
        return;
    }
    look(w);
    if (!length) {
        world_must(w, larder_unsent(&w->larder) == 0, "something is unsent and not sent");
        return;
    }
    body[length] = 0;
    memset(&answer, 0, sizeof answer);
    first = w->larder.first;
    count = w->larder.count;
    serve(w, body, fate, &answer, text);
    is_answered = (fate == ANSWERED || fate == SOME_REFUSED) && (answer.status == 200 || answer.status == 422);
    is_answered |= answer.status == 400 && count == 1;
    if (answer.status == 400 && count == 1) w->reports[first].is_refused = 1;
    /* The machine is used while it waits for the answer. */
    if (next_random(&w->random) % 8 == 0 && w->added + 8 < REPORTS) {
        for (i = next_random(&w->random) % 8; i; i--) {
            const uint32_t cuts = w->cuts;
            world_use(w);
            if (w->cuts != cuts) return;
        }
    }
    status = larder_answer(&w->larder, &answer, w->uptime, next_random(&w->random), &outcome);
    if (is_answered) {
        if (status != LARDER_OK) {
            world_must(w, w->nor.is_off, "an answer was not taken");
            start(w);
        }
        /* With the power went what was in memory: it has the whole answer, or nothing of it. */
        if (w->larder.tail >= first + count) {
            for (i = w->tail; i < first + count; i++) w->reports[i].is_done = 1;
        }
        world_must(w, w->larder.tail == w->tail || w->larder.tail >= first + count, "half of an answer was taken");
    } else {
        world_must(w, status == LARDER_OK, "silence was not taken");
        world_must(w, w->larder.tail == w->tail, "a report was forgotten that nobody answered for");
        if (answer.status == 503) world_must(w, outcome.wait_ms >= 7000, "it does not wait for as long as it was told");
    }
    look(w);
}

void world_settle(struct world *w) {
    uint32_t i, given_up = 0;
    nor_on(&w->nor);
    world_restart(w);
    for (i = 0; larder_unsent(&w->larder) && i < 2 * REPORTS; i++) world_post(w, ANSWERED);
    world_must(w, larder_unsent(&w->larder) == 0, "not all is sent in the end");
    world_restart(w);
    world_must(w, larder_unsent(&w->larder) == 0, "something is back after all was sent");
    for (i = 0; i < w->added; i++) {
        const struct known *report = &w->reports[i];
        world_must(w, !report->is_done || report->times_stored == 1 || report->is_refused, "something was answered and is not there");
        given_up += !report->is_done;
        w->stored += report->times_stored;
        w->refused += !report->times_stored && report->is_refused;
        w->missing += !report->times_stored && !report->is_refused;
    }
    world_must(w, given_up == w->larder.lost, "what is missing was not counted");
    world_must(w, w->missing <= given_up, "something is missing that was not given up");
}
