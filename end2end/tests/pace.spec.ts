// Times that only a machine at rest keeps: `cargo xtask audit` takes them, with one worker.

import { setInterval } from 'node:timers/promises';

import { clickAround } from '../clicks.ts';
import { expect, test } from '../fixtures.ts';
import { atMost, p95 } from '../goals.ts';

test('the supplies answer quickly to fifty requests a second', async ({ house, servers }) => {
  const headers = { cookie: house.resident.map(({ name, value }) => `${name}=${value}`).join('; ') };
  const waits: Promise<number>[] = [];
  const ask = async () => {
    const begun = performance.now();
    const answer = await fetch(`${servers.larder}/supplies`, { headers, redirect: 'error' });
    const wait = performance.now() - begun;
    expect(await answer.text()).toContain('Coffee pods');
    return wait;
  };
  for await (const _ of setInterval(20)) if (waits.push(ask()) === 100) break;
  atMost(7, 'to the first byte of /supplies at 50 requests a second, p95 of 100', 30, p95(await Promise.all(waits)), 'ms');
});

test('the next page comes at once where style and scripts are kept', async ({ page, context, house }) => {
  await context.addCookies(house.resident);
  const waits = await clickAround(page, 20, 'keeps styles and scripts');
  atMost(8, 'click to next heading, style and scripts kept, p95 of 20', 150, p95(waits), 'ms');
});
