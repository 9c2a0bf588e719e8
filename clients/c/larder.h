/*
 * Larder's client for machines: reports of use are kept in flash until Larder has them on disk.
 *
 * C99 without allocation, files, clock or randomness: flash is three functions of yours, time and random numbers are
 * passed in, HTTPS is whatever the platform has. What a call of the device API means for a machine is decided here; see
 * docs/device-api.md.
 *
 * What holds, whenever the power goes: a report that larder_add took is sent until Larder has answered for it, always
 * with the same id and the same content, so that it counts once. Where the ring is full, the oldest report is given up,
 * and counted in `lost`. The numbers of reports are never used twice.
 *
 * Not safe to be called from two threads: put a lock around it, and none around the HTTPS call between larder_body and
 * larder_answer, while which larder_add may be called.
 */
#ifndef LARDER_H
#define LARDER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of flash that one report takes, and those that each sector keeps for itself. */
#define LARDER_RECORD 84u
#define LARDER_SECTOR_HEAD 48u
/* The longest slot name and amount together. */
#define LARDER_TEXT 40u
/* The most that one report adds to a body, and what the rest of a body takes. */
#define LARDER_REPORT_BODY 144u
#define LARDER_FRAME_BODY 32u
/* The most reports of one body, unless larder.batch is set to something else: 1 to 1000. */
#define LARDER_BATCH 16u
/* Room for a larder_key with its end. */
#define LARDER_KEY 40u
/* Room for a code of a rejection with its end. */
#define LARDER_CODE 24u

enum {
    LARDER_OK = 0,
    /* An argument that cannot be right: nothing was done. */
    LARDER_BAD_ARGUMENT = -1,
    /* A function of the flash failed: larder_open is to be called again. */
    LARDER_FLASH = -2
};

/*
 * Flash as NOR is: erased bytes are 0xFF, a write clears bits and sets none, an erase is of a whole sector. A write may
 * be of a single byte, and a byte may be written again to clear more of its bits. Functions return 0, and only after
 * what they do is in flash.
 */
struct larder_flash {
    void *context;
    /* At least 2, which begin at address 0 and are this ring's alone. */
    uint32_t sectors;
    /* Room for the head and at least one record. */
    uint32_t sector_size;
    int (*read)(void *context, uint32_t address, void *data, uint32_t length);
    int (*write)(void *context, uint32_t address, const void *data, uint32_t length);
    int (*erase)(void *context, uint32_t sector);
};

/* What a report says: an amount that was used, a reading of what is in the container, a lifetime counter. */
enum larder_kind { LARDER_USED = 0, LARDER_LEVEL = 1, LARDER_TOTAL = 2 };

struct larder {
    /* To be read. `lost`: reports that were given up because the ring was full, since it was made. Some of them may have
     * arrived, where an answer was lost. `refused`: reports that Larder did not take, since larder_open. */
    uint32_t lost;
    uint32_t refused;

    /* May be set after larder_open. `renew`: the firmware keeps a new token where an answer brings one. */
    uint32_t batch;
    int renew;

    /* Its own. Reports from `tail` to `next` are unsent; those from `first` on, `count` of them, are under way. */
    struct larder_flash flash;
    uint32_t epoch, boot, next, tail;
    uint32_t generation, sector, slot, limit;
    uint32_t first, count;
    uint32_t most, alone_until, failures;
    uint32_t unix_at_start;
    int clock_is_known, is_broken;
};

/*
 * Finds what is in flash, and repairs what a power cut has left. `random` is used where nothing is there: the ids of all
 * reports begin with it.
 */
int larder_open(struct larder *larder, const struct larder_flash *flash, uint32_t random);

/* A factory reset: forgets everything, and draws new ids. One that the power has cut is to be called again. */
int larder_reset(struct larder *larder, const struct larder_flash *flash, uint32_t random);

/*
 * Keeps a report; to be called before what it reports is done. `slot` is one of the model's, of ASCII without quotes and
 * backslashes; `amount` is a decimal such as "0.25". `uptime` is in seconds since the start, of a clock that only goes on.
 * Once in a sector's worth of reports it erases a sector, which takes its time.
 */
int larder_add(struct larder *larder, enum larder_kind kind, const char *slot, const char *amount, uint32_t uptime);

/* How many reports are unsent. */
uint32_t larder_unsent(const struct larder *larder);

/* Says what time it is. Until then reports are sent without a time, and count as of when Larder receives them. */
void larder_clock(struct larder *larder, uint32_t unix_seconds, uint32_t uptime);

/* The unix time of a `Date` header such as "Tue, 01 Dec 2026 08:00:00 GMT"; 0 where it is none. */
uint32_t larder_date(const char *date);

/*
 * Writes the body of the next POST /api/v1/usage: the oldest unsent reports, as many as fit. Its length is 0 where nothing
 * is unsent. Smaller than LARDER_FRAME_BODY + LARDER_REPORT_BODY a buffer may not be.
 */
int larder_body(struct larder *larder, char *body, size_t size, size_t *length);

/*
 * Names what the last body holds, by id and number of its reports: over MQTT the last part of the topic, by which an
 * answer finds what it answers. Whoever gives larder_answer an answer to another key loses reports.
 */
void larder_key(const struct larder *larder, char key[LARDER_KEY]);

/* An answer. Zero and nulls are right for what is not there. */
struct larder_answer {
    /* Of HTTP; 0 where no whole answer came. */
    int status;
    const char *body;
    size_t length;
    /* These headers, as they came. */
    const char *retry_after;
    const char *date;
};

/*
 * Reads the answer out of an MQTT message (docs/mqtt.md): the status, a space, what Larder said. It points into the payload.
 * Of what is no such message the status is 0.
 */
struct larder_answer larder_message(const char *payload, size_t length);

/* What became of the reports of a body. */
struct larder_outcome {
    /* Milliseconds to wait before the next body is sent, whether there is more to send or not. */
    uint32_t wait_ms;
    /* Reports that are on disk now; those that were there already; those that will never be taken. */
    uint32_t accepted, duplicate, refused;
    /* Why the first of those was refused. Empty where none was, or where no reason was given. */
    char code[LARDER_CODE];
    /* Points into the body: the new token, which is to be kept beside the present one. Null where there is none. */
    const char *token;
    size_t token_length;
    /* The present token is not taken: the one before is to be tried where it was not used yet. */
    int is_unauthorized;
};

/*
 * Takes the answer to the last body: forgets what Larder answers for, and says how long to wait. `random` is any number,
 * another one each time.
 */
int larder_answer(struct larder *larder, const struct larder_answer *answer, uint32_t uptime, uint32_t random,
                  struct larder_outcome *outcome);

#ifdef __cplusplus
}
#endif

#endif
