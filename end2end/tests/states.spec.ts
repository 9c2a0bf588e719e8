// How pages are under other circumstances: on paper, in colours that the reader's system forces, with use of a few days.

import { expect, test } from '../fixtures.ts';
import { Supply } from '../pages/supplies.ts';

test('on paper there are tables and nothing to press', async ({ page, context, house }) => {
  await context.addCookies([...house.resident, { name: 'theme', value: 'dark', domain: '127.0.0.1', path: '/' }]);
  await page.goto(`/supplies/${house.kitchen.supplies['Coffee pods']}`);
  await page.emulateMedia({ media: 'print' });
  const chart = page.getByRole('figure');
  await expect(chart.getByRole('img')).toBeVisible();
  await expect(chart.getByRole('table').first()).toBeVisible();
  for (const pressed of await page.locator('button, input, select, summary, nav, header, footer, [role=slider], .button').all()) {
    await expect(pressed).toBeHidden();
  }
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(paper, 'light, whatever the theme').toBe('rgb(246, 247, 249)');
  await page.goto('/supplies');
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('in forced colours everything is told apart by its shape', async ({ page, context, newCustomer, machine }) => {
  const owner = await newCustomer();
  const weeks = Array.from({ length: 20 }, (_, n) => ({
    slot: 'pods',
    level: String(100 - 2 * n - (n % 3)),
    at: new Date(Date.now() - (20 - n) * 86_400_000).toISOString(),
  }));
  machine.past = weeks;
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/supplies?show=low');
  const style = (selector: string, name: string) =>
    page.locator(selector).first().evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), name, { timeout: 5_000 });
  const canvas = await style('html', 'background-color');
  expect(await style('.chips [aria-current]', 'outline-width')).toBe('3px');
  expect(await style('.nav a[aria-current]', 'border-bottom-color')).not.toBe(canvas);
  expect(await style('.nav a:not([aria-current])', 'border-bottom-color')).toBe(canvas);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  expect(await style('.pill', 'border-top-width')).toBe('1px');
  for (const line of ['.past', '.base', '.reorder']) {
    expect(await style(`.chart ${line}`, 'stroke'), line).not.toBe(canvas);
  }
  expect(await style('.chart .fan', 'fill')).toBe('none');
  expect(await style('.level .fill', 'fill')).not.toBe(await style('.level .all', 'fill'));
});

test('with a few days of use there is no date yet, and nothing is drawn ahead', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  await machine.use('pods', '3');
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await expect(new Supply(page).left('97')).toBeVisible();
  await expect(page.getByText(/^We are still learning how fast you use it\. From about \d+ \w+ we can name a date\.$/)).toBeVisible();
  const chart = page.getByRole('figure');
  await expect(chart).toContainText(/so there is no forecast yet\. We can show a forecast from about \d+ \w+\./);
  await expect(chart.locator('.past')).toHaveAttribute('d', /^M/);
  await expect(chart.locator('.fan, .ahead')).toHaveCount(0);
});
