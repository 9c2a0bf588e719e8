/*
 * Generated histories of a machine: uses, posts whose answers come, are lost or refuse, power cuts at any write, restarts,
 * a ring that is full. Arguments: how many, and the first seed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "world.h"

static void live(struct world *w, uint64_t seed) {
    uint64_t random = seed * 0xD1342543DE82EF95u + 3;
    uint32_t steps, cuts, away;
    next_random(&random);
    world_new(w, "history", seed, 2 + next_random(&random) % 3, 1 + next_random(&random) % 7);
    steps = 20 + next_random(&random) % 100;
    cuts = next_random(&random) % 3;
    /* While this lasts the server is not reached, and the ring gets full. */
    away = next_random(&random) % 3 ? 0 : next_random(&random) % steps;
    if (next_random(&random) % 8 == 0) w->unreadable = next_random(&random) % 40;
    if (next_random(&random) % 8 == 0) w->most = 1 + next_random(&random) % 4;
    w->larder.batch = 1 + next_random(&random) % 20;
    for (; steps && w->added + 10 < REPORTS; steps--) {
        const uint32_t what = next_random(&random) % 100;
        if (cuts && next_random(&random) % 10 < cuts) {
            world_cut(w, 1 + next_random(&random) % 12, (enum torn)(next_random(&random) % TORN_KINDS));
        }
        if (what < 45) {
            world_use(w);
        } else if (what < 90) {
            world_post(w, away ? NOTHING : (enum fate)(next_random(&random) % FATES));
        } else if (what < 96) {
            world_restart(w);
        } else {
            world_tell_time(w);
        }
        if (away) away--;
    }
    world_settle(w);
}

int main(int argc, char **argv) {
    static struct world w;
    const unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    const uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    unsigned long i, used = 0, stored = 0, refused = 0, missing = 0, cuts = 0;
    for (i = 0; i < count; i++) {
        live(&w, first + i);
        used += w.added;
        stored += w.stored;
        refused += w.refused;
        missing += w.missing;
        cuts += w.cuts;
    }
    printf("%lu histories from seed %llu, %lu power cuts: of %lu reports %lu are there once, %lu were refused, %lu of the oldest "
           "were given up and counted\n",
           count, (unsigned long long)first, cuts, used, stored, refused, missing);
    return 0;
}
