// What comes alive in the browser, and that nothing is missing where it does not.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import type { House } from '../house.ts';
import { Settings } from '../pages/settings.ts';
import { Supply } from '../pages/supplies.ts';
import { places } from '../places.ts';
import { troubles } from '../scripts.ts';
import { watch } from '../watch.ts';

/** Pages with something that comes alive. */
const ALIVE = /^(supplies|supply|restock|settings|order-|device$|device-)/;

async function enter(page: Page, house: House, path: string): Promise<void> {
  await page.context().addCookies(house.resident);
  await page.goto(path);
}

async function enterAlive(page: Page, house: House, path: string): Promise<void> {
  await enter(page, house, path);
  await expect(page.locator('html')).toHaveAttribute('data-hydrated', '1');
}

test('a theme is seen at once and kept', async ({ page, house, servers }) => {
  const wrong = watch(page, [new URL(servers.larder).host]);
  const settings = new Settings(page);
  await enterAlive(page, house, '/settings');
  await expect(settings.save).toBeHidden();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await settings.theme('Dark').check();
  expect(await background()).not.toBe(light);
  await page.goto('/orders');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/settings');
  await expect(settings.theme('Dark')).toBeChecked();
  await settings.theme('Same as my system').check();
  expect(await background()).toBe(light);
  expect(wrong).toEqual([]);
});

test('what a restock comes to is said while it is typed', async ({ page, house }) => {
  const supply = new Supply(page);
  await enterAlive(page, house, `/supplies/${house.kitchen.supplies['Descaler']}/restock`);
  await supply.amount.fill('10');
  await page.getByLabel('Unit').first().selectOption('fl oz');
  await expect(supply.preview).toContainText(/^10 fl oz = 296 ml\. You will then have [\d.]+ ml at home/);
  await supply.amount.fill('many');
  await expect(supply.preview).toHaveText('');
});

test('the chart is read day by day with the keyboard', async ({ page, house }) => {
  await enterAlive(page, house, `/supplies/${house.kitchen.supplies['Descaler']}`);
  const days = page.getByRole('slider', { name: 'Level by day' });
  await days.focus();
  await expect(days).toHaveAttribute('aria-valuetext', /: 80 ml$/);
  await page.keyboard.press('Home');
  await expect(days).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(days).toHaveAttribute('aria-valuetext', /^\d+ [A-Z][a-z]+: 80 ml$/);
  await expect(page.locator('.readout')).toHaveText(/: 80 ml$/);
  await days.hover({ position: { x: 2, y: 2 } });
  await expect(days).toHaveAttribute('aria-valuenow', '0');
});

for (const [how, block] of Object.entries(troubles)) {
  test(`with scripts ${how} nothing broken shows`, async ({ page, house }) => {
    await block(page);
    const settings = new Settings(page);
    await enter(page, house, '/settings');
    await settings.theme('Dark').check();
    await settings.save.click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await settings.theme('Same as my system').check();
    await settings.save.click();
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');

    await page.goto(`/supplies/${house.kitchen.supplies['Coffee pods']}`);
    await expect(page.getByRole('img', { name: /^Coffee pods/ })).toBeVisible();
    await expect(new Supply(page).preview).toBeHidden();
    await expect(page.getByRole('slider')).toBeHidden();
    await expect(page.locator('html')).not.toHaveAttribute('data-hydrated');
  });
}

test('only pages with something alive load a script', async ({ page, house }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script' || request.url().includes('/pkg/')) asked.push(request.url());
  });
  for (const place of places.filter((place) => place.who === 'resident' && !ALIVE.test(place.name))) {
    await enter(page, house, place.path(house));
    await page.waitForLoadState('networkidle');
    expect(asked, place.name).toEqual([]);
  }
  await enterAlive(page, house, '/settings');
  expect(new Set(asked.map((url) => url.split('/').pop()))).toEqual(new Set(['larder.js', 'larder_bg.wasm']));
});
