// Pictures of every page, to be looked at by people: `SCREENSHOTS=1 npx playwright test screenshots`. They are compared
// with nothing.

import { expect, test } from '../fixtures.ts';
import { Frame } from '../pages/frame.ts';
import { places, visit } from '../places.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`pictures in ${scheme}`, async ({ page, house }, info) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const place of places) {
      await visit(page, house, place);
      await expect(new Frame(page).heading(place.heading)).toBeVisible();
      const path = `results/screenshots/${info.project.name}-${scheme}/${place.name}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  });
}
