// Times that only a machine at rest keeps: `cargo xtask audit` takes them, with one worker.

import { setInterval } from 'node:timers/promises';

import { clickAround } from '../clicks.ts';
import { expect, test } from '../fixtures.ts';
import { atMost, p95 } from '../goals.ts';
import { Supply } from '../pages/supplies.ts';
import { painted, settle } from '../settle.ts';

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

test('the next page comes at a click', async ({ page, context, house }) => {
  await context.addCookies(house.resident);
  const waits = await clickAround(page, 20, 'keeps nothing');
  atMost(8, 'click to next heading, nothing kept by the browser, p95 of 20', 350, p95(waits), 'ms');
});

test('a slow machine answers at once', async ({ page, context, house }) => {
  await context.addCookies(house.resident);
  const supply = new Supply(page);
  await page.goto(`/supplies/${house.kitchen.supplies['Descaler']}`);
  await settle(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const longest = await page.evaluateHandle(() => {
    const longest = { ms: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    return longest;
  });
  await supply.amount.pressSequentially('12345678');
  await page.getByRole('slider').focus();
  for (const key of ['Home', 'ArrowRight', 'PageUp', 'ArrowRight', 'ArrowLeft', 'PageDown', 'End', 'ArrowLeft']) await page.keyboard.press(key);
  const table = page.getByText('Show as table');
  for (const _ of [1, 2, 3, 4]) await table.click();
  await painted(page);
  atMost(9, 'longest of 20 interactions at a quarter of the speed', 100, await longest.evaluate(({ ms }) => ms), 'ms');
});
