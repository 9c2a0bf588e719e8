// Pictures of every page, to be looked at by people: `SCREENSHOTS=1 npx playwright test screenshots`. They are compared
// with nothing.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { Frame } from '../pages/frame.ts';
import { deskPlaces, places, visit, visitDesk } from '../places.ts';

/** How a page may be looked at. */
const looks = {
  light: (page: Page) => page.emulateMedia({ colorScheme: 'light' }),
  dark: (page: Page) => page.emulateMedia({ colorScheme: 'dark' }),
  paper: (page: Page) => page.emulateMedia({ media: 'print' }),
  forced: (page: Page) => page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' }),
  large: (page: Page) => page.evaluate(() => void (document.documentElement.style.fontSize = '200%')),
};

for (const [look, show] of Object.entries(looks)) {
  const take = async (page: Page, name: string) => {
    await show(page);
    const path = `results/screenshots/${test.info().project.name}-${look}/${name}.png`;
    await page.screenshot({ path, fullPage: true });
    await page.emulateMedia({ colorScheme: null, media: null, forcedColors: null });
  };

  test(`pictures in ${look}`, async ({ page, house }) => {
    for (const place of places) {
      await visit(page, house, place);
      await expect(new Frame(page).heading(place.heading)).toBeVisible();
      await take(page, place.name);
    }
  });

  test(`pictures of the console in ${look}`, async ({ page, house, desk }) => {
    // What there is to list is of both.
    expect(house.kitchen.id && desk.webhook).toBeTruthy();
    for (const place of deskPlaces) {
      await visitDesk(page, desk, place);
      await expect(new Frame(page).heading(place.heading)).toBeVisible();
      await take(page, place.name);
    }
  });
}
