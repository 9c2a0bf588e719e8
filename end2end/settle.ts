// When a page is as one sees it.

import type { Page } from '@playwright/test';

/** Waits until everything has loaded and come alive, and been painted. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState();
  if (await page.locator('leptos-island').count()) await page.locator('html[data-hydrated]').waitFor();
  await painted(page);
}

export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
