// Every page: nothing goes wrong while it loads, everybody can read it, and it fits a small phone.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { none } from '../goals.ts';
import { Frame } from '../pages/frame.ts';
import { deskPlaces, places, visit, visitDesk } from '../places.ts';
import type { Servers } from '../servers.ts';
import { watch } from '../watch.ts';

// The whole grid when it is asked for; else each page is in one theme on the desktop and in the other on the phone.
const WHOLE = process.env.AUDIT === '1';
const GRID = WHOLE ? 'in light and dark at 1280 and 393 px' : 'theme and width rotating';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const [nth, place] of places.entries()) {
  test(`${place.name} is sound`, async ({ page, house, servers }) => {
    const status = place.act ? 422 : (place.status ?? 200);
    await isSound(page, servers, { ...place, nth, status, site: 'Larder' }, () => visit(page, house, place));
  });
}

for (const [nth, place] of deskPlaces.entries()) {
  test(`${place.name} is sound`, async ({ page, house, desk, servers }) => {
    // What there is to list is of both.
    expect(house.kitchen.id && desk.webhook).toBeTruthy();
    const status = place.status ?? 200;
    await isSound(page, servers, { ...place, nth, status, site: 'Console – Larder' }, () => visitDesk(page, desk, place));
  });
}

interface Sound {
  nth: number;
  heading: string | RegExp;
  status: number;
  /** What its title ends with. */
  site: string;
}

async function isSound(page: Page, servers: Servers, { nth, heading, status, site }: Sound, open: () => Promise<void>): Promise<void> {
  const wrong = watch(page, [new URL(servers.larder).host, new URL(servers.amazon).host]);
  const statuses = new Map<string, number>();
  page.on('response', (response) => statuses.set(response.request().resourceType(), response.status()));

  await open();
  await expect(new Frame(page).heading(heading)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(new RegExp(`^\\S.* – ${site}$`));
  expect(statuses.get('document')).toBe(status);
  expect(statuses.get('stylesheet')).toBe(200);

  const broken: string[] = [];
  const turn = (nth + (test.info().project.name === 'phone' ? 1 : 0)) % 2;
  const schemes = (['light', 'dark'] as const).filter((_, place) => WHOLE || place === turn);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    broken.push(...(await violations(page)).map((rule) => `${scheme}: ${rule}`));
  }
  none(12, `axe, every page in every state, ${GRID}`, broken);
  none(13, 'primary buttons below 44 px, and anything to hit below 24 px', await small(page));
  const wide: string[] = [];
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  if (await scrollsSideways(page)) wide.push('text twice as large');
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await page.setViewportSize({ width: 320, height: 640 });
  if (await scrollsSideways(page)) wide.push('320 px');
  none(15, 'pages that scroll sideways at 320 px or with text twice as large', wide);
  none(16, 'errors and warnings on the console, refused and failed requests', wrong);
}

async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Each broken rule with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/** What is harder to hit than it should be: 24 px for all but links in a line of text, 44 px for the first button of a form. */
async function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isInText = (it: Element) => it.matches('a') && getComputedStyle(it).display === 'inline' && it.closest('p, li, dd, footer');
    return [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, [tabindex="0"]')]
      .filter((it) => it.checkVisibility() && !it.matches('.skip') && !isInText(it))
      .map((it) => ({ it, box: (it.closest('label') ?? it).getBoundingClientRect() }))
      .filter(({ it, box }) => Math.min(box.width, box.height) < (it.matches('.primary') ? 44 : 24))
      .map(({ it, box }) => `${it.outerHTML.slice(0, 80)}: ${box.width} x ${box.height}`);
  });
}

test('the first stop of the keyboard leads past the way around', async ({ page, house }) => {
  const supplies = places.find((place) => place.name === 'supplies');
  if (supplies) await visit(page, house, supplies);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
