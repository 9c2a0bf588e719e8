/*
 * A machine with its flash, the server it reports to, and what has to hold between them. Whatever is done to it, the
 * power may go meanwhile; then the machine starts again. What does not hold ends the program with the seed.
 */
#ifndef WORLD_H
#define WORLD_H

#include "../larder.h"
#include "nor.h"

#define REPORTS 512u
#define CONTENT 160u

/* What becomes of a post. */
enum fate {
    ANSWERED,      /* stored, and the answer comes */
    ANSWER_LOST,   /* stored, and no answer comes */
    ANSWER_CUT,    /* stored, and half of the answer comes */
    NOT_STORED,    /* 503 with Retry-After */
    NOTHING,       /* no connection */
    SOME_REFUSED,  /* stored, but for those whose number the server does not like */
    FATES
};

/* How a report stands, at the machine and at the server. */
struct known {
    /* What the server read under its id, without the id; empty before. */
    char content[CONTENT];
    /* Its amount, as the machine used it. */
    char amount[16];
    uint32_t times_stored;
    int is_refused;
    /* The machine has heard from Larder of it. */
    int is_done;
};

struct world {
    const char *name;
    uint64_t seed, random;
    struct nor nor;
    struct larder_flash flash;
    struct larder larder;
    uint32_t epoch, uptime, unix_time;
    /* By number. `added` of them are in the ring or were. */
    struct known reports[REPORTS];
    uint32_t added, used, cuts;
    /* Of the machine, as it last was. */
    uint32_t tail, lost;
    /* Answers 400 to a body with such a report; 413 to one of more. */
    uint32_t unreadable, most;
    /* The power goes again at this write of the next start; 0 for by chance. */
    uint32_t cut_again;
    /* In the end: reports that are there once, that the server refused, that were given up and are not there. */
    uint32_t stored, refused, missing;
};

/* Starts with blank flash. */
void world_new(struct world *w, const char *name, uint64_t seed, uint32_t sectors, uint32_t records);

/* The power goes at the write or erase that comes as that one from now on. */
void world_cut(struct world *w, uint32_t in, enum torn torn);

/* The machine uses something. */
void world_use(struct world *w);

/* The machine posts what it can. */
void world_post(struct world *w, enum fate fate);

/* The machine is switched off and on. */
void world_restart(struct world *w);

/* The machine is told the time. */
void world_tell_time(struct world *w);

/* Lets all be sent, and looks at what came of it. */
void world_settle(struct world *w);

/* Ends the program where this does not hold. */
void world_must(const struct world *w, int holds, const char *what);

#endif
