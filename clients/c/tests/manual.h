/* What the manual's example takes from its platform. */
#include "larder.h"

int flash_read(void *context, uint32_t address, void *data, uint32_t length);
int flash_write(void *context, uint32_t address, const void *data, uint32_t length);
int flash_erase(void *context, uint32_t sector);
uint32_t random_u32(void);
uint32_t uptime_s(void);
void https_post(const char *path, const char *body, size_t length, struct larder_answer *answer);
void start(void);
void used(const char *amount);
uint32_t report(void);

