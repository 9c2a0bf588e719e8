// How long it takes from a click to the next page.

import type { Page } from '@playwright/test';

import { Frame, type Place } from './pages/frame.ts';

const AREAS: Place[] = ['Supplies', 'Orders', 'Machines', 'Settings'];

/** Clicks from area to area and answers, in milliseconds, how long each took until the next heading was painted. */
export async function clickAround(page: Page, times: number, browser: 'keeps nothing' | 'keeps styles and scripts'): Promise<number[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: browser === 'keeps nothing' });
  await page.addInitScript(() =>
    addEventListener('click', () => sessionStorage.setItem('clicked', String(performance.timeOrigin + performance.now())), true),
  );
  await page.goto('/settings');
  const waits: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    await new Frame(page).go(AREAS[nth % AREAS.length] ?? 'Supplies');
    // Pages come whole: what is painted first has the heading.
    const wait = await page.waitForFunction(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return paint && performance.timeOrigin + paint.startTime - Number(sessionStorage.getItem('clicked'));
    });
    waits.push((await wait.jsonValue()) ?? NaN);
  }
  return waits;
}
