#include "nor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 16);
}

static void refuse(const char *what) {
    printf("the library does what flash cannot: %s\n", what);
    abort();
}

static int nor_read(void *context, uint32_t address, void *data, uint32_t length) {
    struct nor *nor = context;
    if (address + length > nor->sectors * nor->sector_size) refuse("reads past the end");
    if (nor->is_off) return -1;
    memcpy(data, nor->bytes + address, length);
    return 0;
}

/* Whether the power goes at this one. */
static int is_cut(struct nor *nor) {
    if (++nor->writes == nor->cut_at) nor->is_off = 1;
    return nor->is_off;
}

static int nor_write(void *context, uint32_t address, const void *data, uint32_t length) {
    struct nor *nor = context;
    const uint8_t *from = data;
    uint32_t i, done = length;
    if (address + length > nor->sectors * nor->sector_size) refuse("writes past the end");
    if (address / nor->sector_size != (address + length - 1) / nor->sector_size) refuse("writes over two sectors");
    if (length > NOR_LONGEST) refuse("writes as much at once");
    if (nor->is_off) return -1;
    if (is_cut(nor)) {
        if (nor->torn == TORN_NOTHING) return -1;
        if (nor->torn == TORN_PREFIX) done = next_random(nor->random) % length;
    }
    for (i = 0; i < length; i++) {
        uint8_t bits = from[i];
        /* Of a byte that was not reached, or not whole, some bits are not cleared yet. */
        if (nor->is_off && nor->torn == TORN_BITS) bits |= (uint8_t)next_random(nor->random);
        if (nor->is_off && nor->torn == TORN_PREFIX && i == done) bits |= (uint8_t)next_random(nor->random);
        if (i > done) break;
        nor->bytes[address + i] &= bits;
    }
    if (nor->is_off) {
        nor->weak_at = address;
        nor->weak_length = length;
        memcpy(nor->weak, data, length);
    }
    return nor->is_off ? -1 : 0;
}

static int nor_erase(void *context, uint32_t sector) {
    struct nor *nor = context;
    uint8_t *bytes = nor->bytes + sector * nor->sector_size;
    uint32_t i, done = nor->sector_size;
    if (sector >= nor->sectors) refuse("erases past the end");
    if (nor->is_off) return -1;
    if (is_cut(nor)) {
        if (nor->torn == TORN_NOTHING) return -1;
        if (nor->torn == TORN_PREFIX) done = next_random(nor->random) % nor->sector_size;
    }
    if (nor->weak_at / nor->sector_size == sector) nor->weak_length = 0;
    for (i = 0; i < done; i++) {
        bytes[i] |= nor->is_off && nor->torn == TORN_BITS ? (uint8_t)next_random(nor->random) : 0xFF;
    }
    return nor->is_off ? -1 : 0;
}

struct larder_flash nor_new(struct nor *nor, uint32_t sectors, uint32_t sector_size, uint64_t *random) {
    struct larder_flash flash;
    if (sectors * sector_size > NOR_BYTES) refuse("is larger");
    memset(nor, 0, sizeof *nor);
    memset(nor->bytes, 0xFF, sizeof nor->bytes);
    nor->sectors = sectors;
    nor->sector_size = sector_size;
    nor->random = random;
    flash.context = nor;
    flash.sectors = sectors;
    flash.sector_size = sector_size;
    flash.read = nor_read;
    flash.write = nor_write;
    flash.erase = nor_erase;
    return flash;
}

/* Whether something of the torn write can be seen. */
static int is_visible(const struct nor *nor) {
    uint32_t i;
    for (i = 0; i < nor->weak_length; i++) {
        if (nor->bytes[nor->weak_at + i] != 0xFF) return 1;
    }
    return 0;
}

void nor_on(struct nor *nor) {
    uint32_t i;
    /* Where nothing is seen of it, nothing was written. */
    if (nor->is_off && !is_visible(nor)) nor->weak_length = 0;
    if (!nor->is_off && next_random(nor->random) % 2) {
        for (i = 0; i < nor->weak_length; i++) nor->bytes[nor->weak_at + i] &= nor->weak[i];
        nor->weak_length = 0;
    }
    nor->is_off = 0;
    nor->cut_at = 0;
}
