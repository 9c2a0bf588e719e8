// Pictures of every page, to be looked at by people: `SCREENSHOTS=1 npx playwright test screenshots`. They are compared
// with nothing.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { Frame } from '../pages/frame.ts';
import { places, visit } from '../places.ts';

/** How a page may be looked at. */
const looks = {
  light: (page: Page) => page.emulateMedia({ colorScheme: 'light' }),
  dark: (page: Page) => page.emulateMedia({ colorScheme: 'dark' }),
  paper: (page: Page) => page.emulateMedia({ media: 'print' }),
  forced: (page: Page) => page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' }),
  large: (page: Page) => page.evaluate(() => void (document.documentElement.style.fontSize = '200%')),
};

for (const [look, show] of Object.entries(looks)) {
  test(`pictures in ${look}`, async ({ page, house }, info) => {
    for (const place of places) {
      await visit(page, house, place);
      await expect(new Frame(page).heading(place.heading)).toBeVisible();
      await show(page);
      const path = `results/screenshots/${info.project.name}-${look}/${place.name}.png`;
      await page.screenshot({ path, fullPage: true });
      await page.emulateMedia({ colorScheme: null, media: null, forcedColors: null });
    }
  });
}
