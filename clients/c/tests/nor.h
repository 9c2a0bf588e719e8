/* Flash as NOR is, in memory, whose power can go at any write or erase, with whatever that leaves. */
#ifndef NOR_H
#define NOR_H

#include <stdint.h>

#include "../larder.h"

#define NOR_BYTES 8192u
/* The longest write. */
#define NOR_LONGEST 128u

/* What a write or an erase that the power cut came into has done. */
enum torn { TORN_NOTHING, TORN_PREFIX, TORN_BITS, TORN_ALL, TORN_KINDS };

struct nor {
    uint8_t bytes[NOR_BYTES];
    uint32_t sectors, sector_size;
    /* Writes and erases so far. */
    uint32_t writes;
    /* Which one of them the power goes at; 0 for none. */
    uint32_t cut_at;
    enum torn torn;
    int is_off;
    /* The last write that was torn: some other time it may read as if it had been whole. */
    uint32_t weak_at, weak_length;
    uint8_t weak[NOR_LONGEST];
    uint64_t *random;
};

/* The next number of an xorshift. */
uint32_t next_random(uint64_t *state);

/* Blank flash, and how the library reaches it. */
struct larder_flash nor_new(struct nor *nor, uint32_t sectors, uint32_t sector_size, uint64_t *random);

/* Power again. */
void nor_on(struct nor *nor);

#endif
