/*
 * The ring, the body and the answer; see larder.h for what is promised.
 *
 * Sectors are written one after another, around and around. A sector has a head, room to be closed, and records:
 *
 *   head    magic, generation, epoch, boot, next, tail, lost, check    what holds before its first record
 *   close   tail, lost, check, unused                                  written before the next sector is erased
 *   record  number, tail, lost, boot, uptime, at, kind, lengths, text, check; sealed at, its check; committed, done, void,
 *           unsealed
 *
 * The newest sector is the one of the highest generation. What holds is what its last whole record says, or its head
 * where there is none. A record counts once its last byte says that it is committed; one that a power cut has torn is
 * made void, and its number is given to the next one. `done` says that Larder has answered for this and all before.
 *
 * Of a ring of n sectors all records of n - 1 are kept: each record that is added gives up as many of the oldest as no
 * longer fit, and says so itself, so that tail and lost become true with it. Where torn records took the room of whole
 * ones, closing a sector gives up what is left in the next one. A close that was torn is written again before anything
 * else, with the same bytes, since it follows from what was there before it.
 *
 * A report's time is part of its content and may not change once it was sent. So it is sealed before the first time:
 * written, or written as not known. A seal that was torn is marked as none, and says that, too.
 *
 * Both marks are there because what was torn may read as whole at some other time.
 */
#include "larder.h"

#define MAGIC 0x3144524Cu
#define NO_TIME 0u
#define NOT_YET 0xFFu

/* Of a sector. */
#define HEAD 0u
#define HEAD_SIZE 32u
#define CLOSE 32u
#define CLOSE_SIZE 12u

/* Of a record. */
#define TEXT 28u
#define CHECK 68u
#define SEAL 72u
#define SEAL_SIZE 8u
#define COMMITTED 80u
#define DONE 81u
#define VOID 82u
#define UNSEALED 83u

#define HOUR_MS (60u * 60u * 1000u)
#define FIRST_WAIT_MS 2000u
#define LONGEST_WAIT_MS (15u * 60u * 1000u)
#define LONGEST_RETRY_S (24u * 60u * 60u)

static const char *const KINDS[] = {"used", "level", "total"};

struct head {
    uint32_t generation, epoch, boot, next, tail, lost;
};

/* Bytes. */

static void put32(uint8_t *to, uint32_t value) {
    int i;
    for (i = 0; i < 4; i++) to[i] = (uint8_t)(value >> (8 * i));
}

static uint32_t get32(const uint8_t *from) {
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static uint32_t crc32(const uint8_t *data, uint32_t length) {
    uint32_t crc = 0xFFFFFFFFu;
    while (length--) {
        int bit;
        crc ^= *data++;
        for (bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

static int is_blank(const uint8_t *data, uint32_t length) {
    while (length--) {
        if (*data++ != 0xFFu) return 0;
    }
    return 1;
}

static uint32_t length_of(const char *text) {
    uint32_t length = 0;
    while (text[length]) length++;
    return length;
}

/* Flash. */

static int broken(struct larder *l) {
    l->is_broken = 1;
    return LARDER_FLASH;
}

static int read_flash(struct larder *l, uint32_t address, void *data, uint32_t length) {
    return l->flash.read(l->flash.context, address, data, length) ? broken(l) : LARDER_OK;
}

static int write_flash(struct larder *l, uint32_t address, const void *data, uint32_t length) {
    return l->flash.write(l->flash.context, address, data, length) ? broken(l) : LARDER_OK;
}

static int mark(struct larder *l, uint32_t address) {
    const uint8_t set = 0;
    return write_flash(l, address, &set, 1);
}

static uint32_t slots(const struct larder *l) {
    return (l->flash.sector_size - LARDER_SECTOR_HEAD) / LARDER_RECORD;
}

static uint32_t address_of(const struct larder *l, uint32_t sector, uint32_t slot) {
    return sector * l->flash.sector_size + LARDER_SECTOR_HEAD + slot * LARDER_RECORD;
}

static uint32_t sector_after(const struct larder *l) { return (l->sector + 1) % l->flash.sectors; }

/* Sets `found` where that sector has a head that is whole. */
static int read_head(struct larder *l, uint32_t sector, struct head *head, int *found) {
    uint8_t raw[HEAD_SIZE];
    if (read_flash(l, sector * l->flash.sector_size + HEAD, raw, HEAD_SIZE)) return LARDER_FLASH;
    *found = get32(raw) == MAGIC && get32(raw + 28) == crc32(raw, 28);
    head->generation = get32(raw + 4);
    head->epoch = get32(raw + 8);
    head->boot = get32(raw + 12);
    head->next = get32(raw + 16);
    head->tail = get32(raw + 20);
    head->lost = get32(raw + 24);
    return LARDER_OK;
}

static int is_whole(const uint8_t *record) {
    return record[COMMITTED] == 0 && record[VOID] == NOT_YET && record[25] + record[26] <= (int)LARDER_TEXT &&
           record[24] < sizeof KINDS / sizeof *KINDS && get32(record + CHECK) == crc32(record, CHECK);
}

/* One more than the number of the last record in the sector that is erased next; 0 where there is none. */
static int find_limit(struct larder *l) {
    uint8_t record[LARDER_RECORD];
    struct head head;
    uint32_t slot;
    int found;
    l->limit = 0;
    if (read_head(l, sector_after(l), &head, &found)) return LARDER_FLASH;
    for (slot = 0; found && slot < slots(l); slot++) {
        if (read_flash(l, address_of(l, sector_after(l), slot), record, LARDER_RECORD)) return LARDER_FLASH;
        if (is_whole(record)) l->limit = get32(record) + 1;
    }
    return LARDER_OK;
}

/* Erases a sector and begins it. */
static int begin(struct larder *l, uint32_t sector, uint32_t generation) {
    uint8_t raw[HEAD_SIZE];
    if (l->flash.erase(l->flash.context, sector)) return broken(l);
    put32(raw, MAGIC);
    put32(raw + 4, generation);
    put32(raw + 8, l->epoch);
    put32(raw + 12, l->boot);
    put32(raw + 16, l->next);
    put32(raw + 20, l->tail);
    put32(raw + 24, l->lost);
    put32(raw + 28, crc32(raw, 28));
    if (write_flash(l, sector * l->flash.sector_size + HEAD, raw, HEAD_SIZE)) return LARDER_FLASH;
    l->sector = sector;
    l->generation = generation;
    l->slot = 0;
    return find_limit(l);
}

/* Gives up the reports before `tail`. */
static void give_up(uint32_t *tail, uint32_t *lost, uint32_t before) {
    if (before > *tail) {
        *lost += before - *tail;
        *tail = before;
    }
}

/* Closes the sector, which is full, and begins the next one. */
static int advance(struct larder *l) {
    uint8_t raw[CLOSE_SIZE];
    give_up(&l->tail, &l->lost, l->limit);
    put32(raw, l->tail);
    put32(raw + 4, l->lost);
    put32(raw + 8, crc32(raw, 8));
    if (write_flash(l, l->sector * l->flash.sector_size + CLOSE, raw, CLOSE_SIZE)) return LARDER_FLASH;
    return begin(l, sector_after(l), l->generation + 1);
}

/* Reads the newest sector: what holds, and where the next record goes. */
static int read_newest(struct larder *l) {
    uint8_t record[LARDER_RECORD];
    uint32_t slot;
    for (slot = 0; slot < slots(l); slot++) {
        const uint32_t address = address_of(l, l->sector, slot);
        if (read_flash(l, address, record, LARDER_RECORD)) return LARDER_FLASH;
        if (is_blank(record, LARDER_RECORD)) continue;
        l->slot = slot + 1;
        if (is_whole(record)) {
            l->next = get32(record) + 1;
            l->tail = get32(record + 4);
            l->lost = get32(record + 8);
            l->boot = get32(record + 12);
        } else if (record[COMMITTED] == 0 && record[VOID] == NOT_YET) {
            /* It was whole, and may have been sent: its number is used. */
            l->next++;
        } else if (record[VOID] != 0 && mark(l, address + VOID)) {
            return LARDER_FLASH;
        }
    }
    return LARDER_OK;
}

/* Moves the tail past what Larder has answered for. */
static int read_done(struct larder *l) {
    uint8_t record[LARDER_RECORD];
    struct head head;
    uint32_t sector, slot;
    int found;
    for (sector = 0; sector < l->flash.sectors; sector++) {
        if (read_head(l, sector, &head, &found)) return LARDER_FLASH;
        for (slot = 0; found && slot < slots(l); slot++) {
            if (read_flash(l, address_of(l, sector, slot), record, LARDER_RECORD)) return LARDER_FLASH;
            if (is_whole(record) && record[DONE] != NOT_YET && get32(record) >= l->tail) l->tail = get32(record) + 1;
        }
    }
    return LARDER_OK;
}

/* Finishes a close that a power cut came into, or after. */
static int read_close(struct larder *l) {
    uint8_t raw[CLOSE_SIZE];
    if (read_flash(l, l->sector * l->flash.sector_size + CLOSE, raw, CLOSE_SIZE)) return LARDER_FLASH;
    if (is_blank(raw, CLOSE_SIZE)) return LARDER_OK;
    if (get32(raw + 8) == crc32(raw, 8)) {
        /* The next sector may be half erased: what was there is given up already. */
        l->tail = get32(raw);
        l->lost = get32(raw + 4);
        l->limit = 0;
    }
    return advance(l);
}

static int start(struct larder *l, const struct larder_flash *flash) {
    static const struct larder empty;
    *l = empty;
    l->flash = *flash;
    l->batch = LARDER_BATCH;
    l->most = 0xFFFFFFFFu;
    if (flash->sectors < 2 || flash->sector_size < LARDER_SECTOR_HEAD + LARDER_RECORD) {
        l->is_broken = 1;
        return LARDER_BAD_ARGUMENT;
    }
    return LARDER_OK;
}

int larder_open(struct larder *l, const struct larder_flash *flash, uint32_t random) {
    struct head head;
    uint32_t sector;
    int found, status = start(l, flash);
    if (status) return status;
    for (sector = 0; sector < flash->sectors; sector++) {
        if (read_head(l, sector, &head, &found)) return LARDER_FLASH;
        if (!found || head.generation <= l->generation) continue;
        l->sector = sector;
        l->generation = head.generation;
        l->epoch = head.epoch;
        l->boot = head.boot;
        l->next = head.next;
        l->tail = head.tail;
        l->lost = head.lost;
    }
    if (l->generation == 0) {
        l->epoch = random;
        return begin(l, 0, 1);
    }
    if (read_newest(l) || read_done(l) || find_limit(l)) return LARDER_FLASH;
    l->boot++;
    return read_close(l);
}

int larder_reset(struct larder *l, const struct larder_flash *flash, uint32_t random) {
    uint32_t sector;
    int status = start(l, flash);
    if (status) return status;
    for (sector = 0; sector < flash->sectors; sector++) {
        if (flash->erase(flash->context, sector)) return broken(l);
    }
    l->epoch = random;
    return begin(l, 0, 1);
}

/* Reports. */

static int is_plain(const char *text, uint32_t length) {
    uint32_t i;
    for (i = 0; i < length; i++) {
        if (text[i] < ' ' || text[i] > '~' || text[i] == '"' || text[i] == '\\') return 0;
    }
    return length > 0;
}

static int is_decimal(const char *text) {
    int digits = 0, points = 0;
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9') {
            digits++;
        } else if (*text != '.' || digits == 0 || text[1] == 0 || points++) {
            return 0;
        }
    }
    return digits > 0;
}

int larder_add(struct larder *l, enum larder_kind kind, const char *slot, const char *amount, uint32_t uptime) {
    uint8_t record[LARDER_RECORD];
    const uint32_t slot_length = length_of(slot), amount_length = length_of(amount);
    uint32_t i, left, address, tail, lost;
    if (l->is_broken) return LARDER_FLASH;
    if ((unsigned)kind >= sizeof KINDS / sizeof *KINDS || !is_plain(slot, slot_length) || !is_decimal(amount) ||
        slot_length > LARDER_TEXT || amount_length > LARDER_TEXT || slot_length + amount_length > LARDER_TEXT) {
        return LARDER_BAD_ARGUMENT;
    }
    if (l->slot == slots(l) && advance(l)) return LARDER_FLASH;
    left = slots(l) - 1 - l->slot;
    tail = l->tail;
    lost = l->lost;
    if (l->limit > left) give_up(&tail, &lost, l->limit - left);
    for (i = 0; i < LARDER_RECORD; i++) record[i] = 0xFF;
    put32(record, l->next);
    put32(record + 4, tail);
    put32(record + 8, lost);
    put32(record + 12, l->boot);
    put32(record + 16, uptime);
    put32(record + 20, l->clock_is_known ? l->unix_at_start + uptime : NO_TIME);
    record[24] = (uint8_t)kind;
    record[25] = (uint8_t)slot_length;
    record[26] = (uint8_t)amount_length;
    for (i = 0; i < slot_length; i++) record[TEXT + i] = (uint8_t)slot[i];
    for (i = 0; i < amount_length; i++) record[TEXT + slot_length + i] = (uint8_t)amount[i];
    put32(record + CHECK, crc32(record, CHECK));
    address = address_of(l, l->sector, l->slot);
    if (write_flash(l, address, record, SEAL) || mark(l, address + COMMITTED)) return LARDER_FLASH;
    l->slot++;
    l->next++;
    l->tail = tail;
    l->lost = lost;
    return LARDER_OK;
}

uint32_t larder_unsent(const struct larder *l) { return l->next - l->tail; }

/* Sets `found` where that report is in flash, and reads it. */
static int find(struct larder *l, uint32_t number, uint8_t *record, uint32_t *address, int *found) {
    struct head head;
    uint32_t sector, newest = 0, at = 0, slot = 0;
    *found = 0;
    for (sector = 0; sector < l->flash.sectors; sector++) {
        int has_head;
        if (read_head(l, sector, &head, &has_head)) return LARDER_FLASH;
        if (has_head && head.next <= number && head.generation > newest) {
            newest = head.generation;
            at = sector;
            slot = number - head.next;
        }
    }
    for (; newest && slot < slots(l); slot++) {
        *address = address_of(l, at, slot);
        if (read_flash(l, *address, record, LARDER_RECORD)) return LARDER_FLASH;
        *found = is_whole(record) && get32(record) == number;
        if (*found) return LARDER_OK;
    }
    return LARDER_OK;
}

/* The time that a report has for good. */
static int seal(struct larder *l, const uint8_t *record, uint32_t address, uint32_t *at) {
    uint8_t raw[SEAL_SIZE];
    *at = get32(record + 20);
    if (*at != NO_TIME) return LARDER_OK;
    if (!is_blank(record + SEAL, SEAL_SIZE)) {
        if (record[UNSEALED] != NOT_YET) return LARDER_OK;
        if (get32(record + SEAL + 4) != crc32(record + SEAL, 4)) return mark(l, address + UNSEALED);
        *at = get32(record + SEAL);
        return LARDER_OK;
    }
    if (l->clock_is_known && get32(record + 12) == l->boot) *at = l->unix_at_start + get32(record + 16);
    put32(raw, *at);
    put32(raw + 4, crc32(raw, 4));
    return write_flash(l, address + SEAL, raw, SEAL_SIZE);
}

/* Time. */

void larder_clock(struct larder *l, uint32_t unix_seconds, uint32_t uptime) {
    l->unix_at_start = unix_seconds - uptime;
    l->clock_is_known = 1;
}

/* Days since 1970 of a day of the Gregorian calendar. */
static uint32_t days_of(uint32_t year, uint32_t month, uint32_t day) {
    uint32_t era_year = month > 2 ? year : year - 1;
    uint32_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era_year * 365 + era_year / 4 - era_year / 100 + era_year / 400 + of_year - 719468u;
}

static uint32_t digits(const char *text, int count) {
    uint32_t value = 0;
    while (count-- > 0) {
        if (*text < '0' || *text > '9') return 0xFFFFu;
        value = value * 10 + (uint32_t)(*text++ - '0');
    }
    return value;
}

uint32_t larder_date(const char *date) {
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    uint32_t month, day, year, hour, minute, second;
    if (length_of(date) != 29 || date[26] != 'G' || date[27] != 'M' || date[28] != 'T') return 0;
    for (month = 0; month < 12; month++) {
        const char *name = MONTHS + 3 * month;
        if (date[8] == name[0] && date[9] == name[1] && date[10] == name[2]) break;
    }
    day = digits(date + 5, 2);
    year = digits(date + 12, 4);
    hour = digits(date + 17, 2);
    minute = digits(date + 20, 2);
    second = digits(date + 23, 2);
    if (month == 12 || day > 31 || year < 1970 || year > 2105 || hour > 23 || minute > 59 || second > 60) return 0;
    return days_of(year, month + 1, day) * 86400u + hour * 3600u + minute * 60u + second;
}

/* The body. */

struct writer {
    char *at;
    size_t length;
};

static void put_text(struct writer *w, const char *text) {
    while (*text) w->at[w->length++] = *text++;
}

static void put_bytes(struct writer *w, const uint8_t *text, uint32_t length) {
    while (length--) w->at[w->length++] = (char)*text++;
}

static void put_number(struct writer *w, uint32_t number, uint32_t at_least) {
    char reversed[10];
    uint32_t count = 0;
    do {
        reversed[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number || count < at_least);
    while (count) w->at[w->length++] = reversed[--count];
}

static void put_id(struct writer *w, uint32_t epoch, uint32_t number) {
    int shift;
    for (shift = 28; shift >= 0; shift -= 4) w->at[w->length++] = "0123456789abcdef"[epoch >> shift & 15u];
    put_text(w, "-");
    put_number(w, number, 1);
}

static void put_time(struct writer *w, uint32_t at) {
    uint32_t days = at / 86400u, year = 1970 + days / 366u, month = 12, of_day = at % 86400u;
    while (days_of(year + 1, 1, 1) <= days) year++;
    while (days_of(year, month, 1) > days) month--;
    put_number(w, year, 4);
    put_text(w, "-");
    put_number(w, month, 2);
    put_text(w, "-");
    put_number(w, days - days_of(year, month, 1) + 1, 2);
    put_text(w, "T");
    put_number(w, of_day / 3600u, 2);
    put_text(w, ":");
    put_number(w, of_day / 60u % 60u, 2);
    put_text(w, ":");
    put_number(w, of_day % 60u, 2);
    put_text(w, "Z");
}

static void put_report(struct writer *w, uint32_t epoch, const uint8_t *record, uint32_t at) {
    put_text(w, "{\"id\":\"");
    put_id(w, epoch, get32(record));
    put_text(w, "\",\"slot\":\"");
    put_bytes(w, record + TEXT, record[25]);
    put_text(w, "\",\"");
    put_text(w, KINDS[record[24]]);
    put_text(w, "\":\"");
    put_bytes(w, record + TEXT + record[25], record[26]);
    if (at != NO_TIME) {
        put_text(w, "\",\"at\":\"");
        put_time(w, at);
    }
    put_text(w, "\"}");
}

int larder_body(struct larder *l, char *body, size_t size, size_t *length) {
    uint8_t record[LARDER_RECORD];
    uint32_t most = l->batch < l->most ? l->batch : l->most;
    struct writer w;
    w.at = body;
    w.length = 0;
    *length = 0;
    l->count = 0;
    if (l->is_broken) return LARDER_FLASH;
    if (size < LARDER_FRAME_BODY + LARDER_REPORT_BODY || l->batch == 0) return LARDER_BAD_ARGUMENT;
    if (l->alone_until > l->tail) most = 1;
    put_text(&w, l->renew ? "{\"renew\":true,\"reports\":[" : "{\"reports\":[");
    while (l->tail + l->count != l->next && l->count < most && size - w.length >= LARDER_REPORT_BODY + 2) {
        uint32_t address, at;
        int found;
        if (find(l, l->tail + l->count, record, &address, &found)) return LARDER_FLASH;
        if (!found && l->count) break;
        if (!found) {
            /* Flash has not kept it. */
            give_up(&l->tail, &l->lost, l->tail + 1);
            continue;
        }
        if (seal(l, record, address, &at)) return LARDER_FLASH;
        if (l->count++) put_text(&w, ",");
        put_report(&w, l->epoch, record, at);
    }
    l->first = l->tail;
    put_text(&w, "]}");
    if (l->count) *length = w.length;
    return LARDER_OK;
}

void larder_key(const struct larder *l, char key[LARDER_KEY]) {
    struct writer w;
    w.at = key;
    w.length = 0;
    put_id(&w, l->epoch, l->first);
    put_text(&w, "-");
    put_number(&w, l->count, 1);
    key[w.length] = 0;
}

/* The answer. */

struct span {
    const char *at, *end;
};

static void skip_space(struct span *s) {
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r')) s->at++;
}

static int skip_string(struct span *s) {
    for (s->at++; s->at < s->end; s->at++) {
        if (*s->at == '\\' && s->end - s->at > 1) {
            s->at++;
        } else if (*s->at == '"') {
            s->at++;
            return 1;
        }
    }
    return 0;
}

/* Takes a value off the front. */
static int take_value(struct span *s, struct span *value) {
    uint32_t depth = 0;
    skip_space(s);
    value->at = s->at;
    while (s->at < s->end) {
        const char c = *s->at;
        if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
        if (c == '"') {
            if (!skip_string(s)) return 0;
        } else {
            depth += c == '{' || c == '[';
            depth -= c == '}' || c == ']';
            s->at++;
        }
    }
    value->end = s->at;
    return depth == 0 && s->at < s->end && value->at < value->end;
}

/* Takes a comma, or the end, off the front. */
static int take_mark(struct span *s, char mark_wanted) {
    skip_space(s);
    if (s->at == s->end || *s->at != mark_wanted) return 0;
    s->at++;
    return 1;
}

static int is_name(struct span name, const char *wanted) {
    const uint32_t length = length_of(wanted);
    uint32_t i;
    if ((size_t)(name.end - name.at) != length + 2) return 0;
    for (i = 0; i < length; i++) {
        if (name.at[1 + i] != wanted[i]) return 0;
    }
    return 1;
}

/* The member of an object that has this name; empty where there is none. 0 where it is no whole object. */
static int member(struct span object, const char *wanted, struct span *value) {
    value->at = value->end = object.end;
    if (!take_mark(&object, '{')) return 0;
    if (take_mark(&object, '}')) return 1;
    do {
        struct span name, found;
        skip_space(&object);
        name.at = object.at;
        if (object.at == object.end || *object.at != '"' || !skip_string(&object)) return 0;
        name.end = object.at;
        if (!take_mark(&object, ':') || !take_value(&object, &found)) return 0;
        if (is_name(name, wanted)) *value = found;
    } while (take_mark(&object, ','));
    return take_mark(&object, '}');
}

static uint32_t number_of(struct span value) {
    uint32_t number = 0;
    for (; value.at < value.end && *value.at >= '0' && *value.at <= '9' && number < 100000u; value.at++) {
        number = number * 10 + (uint32_t)(*value.at - '0');
    }
    return number;
}

struct larder_answer larder_message(const char *payload, size_t length) {
    static const struct larder_answer nothing;
    struct larder_answer answer = nothing;
    const uint32_t status = length > 4 && payload[3] == ' ' ? digits(payload, 3) : 0;
    if (status < 100 || status > 599) return answer;
    answer.status = (int)status;
    answer.body = payload + 4;
    answer.length = length - 4;
    return answer;
}

/* How many reports are named as refused; why the first one is. */
static int read_rejected(struct span list, struct larder_outcome *outcome) {
    struct span one, code;
    if (list.at == list.end) return 1;
    if (!take_mark(&list, '[')) return 0;
    if (take_mark(&list, ']')) return 1;
    do {
        if (!take_value(&list, &one) || !member(one, "code", &code)) return 0;
        if (outcome->refused++ == 0) {
            uint32_t i;
            const size_t length = (size_t)(code.end - code.at);
            for (i = 0; i + 1 < LARDER_CODE && i + 2 < length; i++) outcome->code[i] = code.at[1 + i];
        }
    } while (take_mark(&list, ','));
    return take_mark(&list, ']');
}

/* Whether the answer is Larder's, whole, and of as many reports as were sent. */
static int read_outcome(const struct larder_answer *answer, uint32_t count, struct larder_outcome *outcome) {
    struct span body, value;
    body.at = answer->body;
    body.end = answer->body + answer->length;
    if (!answer->body || !member(body, "accepted", &value)) return 0;
    outcome->accepted = number_of(value);
    if (!member(body, "duplicate", &value)) return 0;
    outcome->duplicate = number_of(value);
    if (!member(body, "rejected", &value) || !read_rejected(value, outcome)) return 0;
    if (!member(body, "token", &value)) return 0;
    if (value.end - value.at > 2 && *value.at == '"') {
        outcome->token = value.at + 1;
        outcome->token_length = (size_t)(value.end - value.at) - 2;
    }
    return outcome->accepted + outcome->duplicate + outcome->refused == count;
}

/* Part of `most`, as large a part as `random` is of all numbers. */
static uint32_t part(uint32_t most, uint32_t random) { return (uint32_t)((uint64_t)most * random >> 32); }

static uint32_t next_wait(struct larder *l, const char *retry_after, uint32_t random) {
    uint32_t most = FIRST_WAIT_MS, seconds = 0, i;
    for (i = 0; i < l->failures && most < LONGEST_WAIT_MS; i++) most *= 2;
    if (most > LONGEST_WAIT_MS) most = LONGEST_WAIT_MS;
    l->failures++;
    for (; retry_after && *retry_after >= '0' && *retry_after <= '9' && seconds < LONGEST_RETRY_S; retry_after++) {
        seconds = seconds * 10 + (uint32_t)(*retry_after - '0');
    }
    if (seconds > LONGEST_RETRY_S) seconds = LONGEST_RETRY_S;
    return seconds * 1000u + part(most, random);
}

/* Larder has answered for the whole batch. Some of it may have been given up meanwhile. */
static int forget(struct larder *l) {
    uint8_t record[LARDER_RECORD];
    const uint32_t end = l->first + l->count;
    uint32_t address;
    int found;
    l->failures = 0;
    if (end <= l->tail) return LARDER_OK;
    if (find(l, end - 1, record, &address, &found)) return LARDER_FLASH;
    if (found && mark(l, address + DONE)) return LARDER_FLASH;
    l->tail = end;
    return LARDER_OK;
}

int larder_answer(struct larder *l, const struct larder_answer *answer, uint32_t uptime, uint32_t random,
                  struct larder_outcome *outcome) {
    static const struct larder_outcome nothing;
    const uint32_t count = l->count, date = answer->date ? larder_date(answer->date) : 0;
    const int status = answer->status;
    int result = LARDER_OK;
    *outcome = nothing;
    if (l->is_broken) return LARDER_FLASH;
    if (count == 0) return LARDER_BAD_ARGUMENT;
    if (date) larder_clock(l, date, uptime);
    if ((status == 200 || status == 422) && read_outcome(answer, count, outcome)) {
        result = forget(l);
    } else {
        *outcome = nothing;
        if (status == 400 && count == 1) {
            outcome->refused = 1;
            result = forget(l);
        } else if (status == 400) {
            /* One of them cannot be read: one by one, so that no other is dropped with it. */
            l->alone_until = l->first + count;
        } else if (status == 413 && count > 1) {
            l->most = count / 2;
        } else {
            outcome->wait_ms = next_wait(l, answer->retry_after, random);
            outcome->is_unauthorized = status == 401;
            if (status == 401 && outcome->wait_ms < HOUR_MS) outcome->wait_ms = HOUR_MS + part(LONGEST_WAIT_MS, random);
        }
    }
    if (result == LARDER_OK) l->refused += outcome->refused;
    l->count = 0;
    return result;
}
