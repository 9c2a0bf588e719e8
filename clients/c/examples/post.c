/*
 * A machine on POSIX: its flash is a file, its HTTPS is plain HTTP to a server on this host.
 *
 *   post FILE use SLOT AMOUNT ...     keeps a report of each pair
 *   post FILE send HOST PORT TOKEN    sends what is unsent, and tries again until nothing is
 *   post FILE body                    prints the next body
 */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../larder.h"

#define SECTORS 4u
#define SECTOR_SIZE 4096u
#define ANSWER 65536u

static int flash_read(void *context, uint32_t address, void *data, uint32_t length) {
    return pread(*(int *)context, data, length, (off_t)address) == (ssize_t)length ? 0 : -1;
}

static int flash_write(void *context, uint32_t address, const void *data, uint32_t length) {
    if (pwrite(*(int *)context, data, length, (off_t)address) != (ssize_t)length) return -1;
    return fsync(*(int *)context);
}

static int flash_erase(void *context, uint32_t sector) {
    static uint8_t blank[SECTOR_SIZE];
    memset(blank, 0xFF, sizeof blank);
    return flash_write(context, sector * SECTOR_SIZE, blank, sizeof blank);
}

static uint32_t random_number(void) {
    uint32_t number = 0;
    const int source = open("/dev/urandom", O_RDONLY);
    if (source < 0 || read(source, &number, sizeof number) != (ssize_t)sizeof number) exit(1);
    close(source);
    return number;
}

static uint32_t uptime(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec;
}

/* The value of a header in a head of lines, which gets an end; null where there is none. */
static const char *header(char *head, const char *name) {
    char *line;
    for (line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (!strncasecmp(line, name, strlen(name)) && line[strlen(name)] == ':') {
            return line + strlen(name) + 1 + strspn(line + strlen(name) + 1, " ");
        }
    }
    return NULL;
}

/* A copy that ends with its line. */
static const char *line_of(const char *from, char *to, size_t size) {
    if (!from) return NULL;
    snprintf(to, size, "%.*s", (int)strcspn(from, "\r\n"), from);
    return to;
}

static int connected(const char *host, const char *port) {
    struct addrinfo hints, *found;
    int to;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, port, &hints, &found)) return -1;
    to = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (to >= 0 && connect(to, found->ai_addr, found->ai_addrlen)) {
        close(to);
        to = -1;
    }
    freeaddrinfo(found);
    return to;
}

/* One call; the answer is empty where none came. */
static struct larder_answer post(char **to, const char *body, size_t length) {
    static char text[ANSWER], retry_after[32], date[32];
    struct larder_answer answer;
    const char *size;
    char *end;
    size_t got = 0;
    ssize_t more;
    int s = connected(to[0], to[1]);
    memset(&answer, 0, sizeof answer);
    if (s < 0) return answer;
    dprintf(s,
            "POST /api/v1/usage HTTP/1.1\r\nHost: %s:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
            "Content-Length: %lu\r\nConnection: close\r\n\r\n%.*s",
            to[0], to[1], to[2], (unsigned long)length, (int)length, body);
    while (got + 1 < sizeof text && (more = read(s, text + got, sizeof text - 1 - got)) > 0) got += (size_t)more;
    close(s);
    text[got] = 0;
    end = strstr(text, "\r\n\r\n");
    if (!end || sscanf(text, "HTTP/1.1 %d", &answer.status) != 1) return answer;
    *end = 0;
    size = header(text, "content-length");
    answer.body = end + 4;
    answer.length = got - (size_t)(end + 4 - text);
    if (size && strtoul(size, NULL, 10) != answer.length) answer.status = 0;
    answer.retry_after = line_of(header(text, "retry-after"), retry_after, sizeof retry_after);
    answer.date = line_of(header(text, "date"), date, sizeof date);
    return answer;
}

static int send_all(struct larder *larder, char **to) {
    static char body[LARDER_FRAME_BODY + LARDER_BATCH * LARDER_REPORT_BODY];
    while (larder_unsent(larder)) {
        struct larder_outcome outcome;
        struct larder_answer answer;
        struct timespec wait;
        size_t length;
        if (larder_body(larder, body, sizeof body, &length)) return 1;
        answer = post(to, body, length);
        if (larder_answer(larder, &answer, uptime(), random_number(), &outcome)) return 1;
        printf("%d: accepted %u, duplicate %u, refused %u %s\n", answer.status, outcome.accepted, outcome.duplicate,
               outcome.refused, outcome.code);
        fflush(stdout);
        wait.tv_sec = outcome.wait_ms / 1000;
        wait.tv_nsec = (long)(outcome.wait_ms % 1000) * 1000000;
        nanosleep(&wait, NULL);
    }
    printf("lost %u\n", larder->lost);
    return 0;
}

int main(int argc, char **argv) {
    struct larder_flash flash = {NULL, SECTORS, SECTOR_SIZE, flash_read, flash_write, flash_erase};
    struct larder larder;
    int file, i;
    if (argc < 3 || (file = open(argv[1], O_RDWR | O_CREAT, 0600)) < 0) return 2;
    flash.context = &file;
    if (lseek(file, 0, SEEK_END) == 0) {
        for (i = 0; i < (int)SECTORS; i++) {
            if (flash_erase(&file, (uint32_t)i)) return 1;
        }
    }
    if (larder_open(&larder, &flash, random_number())) return 1;
    if (!strcmp(argv[2], "send") && argc == 6) return send_all(&larder, argv + 3);
    if (!strcmp(argv[2], "body")) {
        static char body[LARDER_FRAME_BODY + LARDER_BATCH * LARDER_REPORT_BODY];
        size_t length;
        if (larder_body(&larder, body, sizeof body, &length)) return 1;
        printf("%.*s\n", (int)length, body);
        return 0;
    }
    if (strcmp(argv[2], "use") || argc % 2 == 0) return 2;
    larder_clock(&larder, (uint32_t)time(NULL), uptime());
    for (i = 3; i + 1 < argc; i += 2) {
        if (larder_add(&larder, LARDER_USED, argv[i], argv[i + 1], uptime())) return 1;
    }
    return 0;
}
