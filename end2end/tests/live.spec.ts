// A page that is open follows what happens.

import type { Locator, Page, Request, Route } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import type { Customer } from '../household.ts';
import { Supplies, Supply } from '../pages/supplies.ts';

/** From the cause to the page, in milliseconds. */
const SOON = 1_000;

test('a level, an order and a pause show on the open page within a second', async ({ page, context, machine, newCustomer, amazon, maker }) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const supply = new Supply(page);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await expect(supply.left('100')).toBeVisible();
  await page.locator('html[data-hydrated]').waitFor();
  await supply.amount.fill('7');

  await machine.use('pods', '4');
  await expect(supply.left('96')).toBeVisible({ timeout: SOON });
  await expect(supply.newest).toContainText('Used 4', { timeout: SOON });

  await machine.use('pods', '60');
  const ordered = async () => (await maker.device(machine.serial)).slots.find(({ slot }) => slot === 'pods')?.order?.state;
  await expect.poll(ordered).toBe('awaiting');
  await expect(supply.state('Reordering')).toBeVisible({ timeout: SOON });
  await expect(page).toHaveTitle(/^36 left, reordering/, { timeout: SOON });
  await expect(page.getByRole('status').filter({ hasText: 'reordering' })).toHaveCount(1);

  await amazon.pull(machine.serial, 'cancel', { slot: 'pods' });
  await amazon.pull(machine.serial, 'pause', { slot: 'pods' });
  const paused = async () => (await maker.device(machine.serial)).slots.find(({ slot }) => slot === 'pods')?.subscribed;
  await expect.poll(paused).toBe(false);
  await expect(supply.state('Paused')).toBeVisible({ timeout: SOON });
  await expect(supply.amount, 'what is typed stays').toHaveValue('7');
});

test('a browser without service workers does everything but keep pages', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  await machine.report([{ slot: 'pods', level: '100', at: new Date(Date.now() - 2 * 86_400_000).toISOString() }]);
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const broken: Error[] = [];
  page.on('pageerror', (error) => broken.push(error));
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  const supply = new Supply(page);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await page.locator('html[data-hydrated]').waitFor();
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
  await machine.use('pods', '4');
  await expect(supply.left('96')).toBeVisible({ timeout: SOON });
  const days = page.getByRole('slider', { name: 'Level by day' });
  await days.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(days).not.toHaveAttribute('aria-valuenow', (await days.getAttribute('aria-valuemax')) ?? '');
  expect(broken).toEqual([]);
});

test('a chart that is read stays at its day and gets the new level', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  const before = [100, 98, 96, 94].map((level, n) => ({
    slot: 'pods',
    level: String(level),
    at: new Date(Date.now() - (4 - n) * 86_400_000).toISOString(),
  }));
  await machine.report(before);
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await page.locator('html[data-hydrated]').waitFor();
  const days = page.getByRole('slider', { name: 'Level by day' });
  const line = page.locator('.chart .past');
  const drawn = await line.getAttribute('d');
  await days.focus();
  await page.keyboard.press('ArrowLeft');
  const yesterday = await days.getAttribute('aria-valuetext');
  const place = await days.getAttribute('aria-valuenow');

  await machine.use('pods', '10');
  await expect(line).not.toHaveAttribute('d', drawn ?? '', { timeout: SOON });
  await expect(days).toBeFocused();
  await expect(days).toHaveAttribute('aria-valuetext', yesterday ?? '');
  await expect(days).toHaveAttribute('aria-valuenow', place ?? '');
  await page.keyboard.press('End');
  await expect(days).toHaveAttribute('aria-valuetext', /: 90$/);

  await machine.use('pods', '20');
  await expect(days).toHaveAttribute('aria-valuetext', /: 70$/, { timeout: SOON });
  await expect(page.locator('.readout')).toHaveText(/: 70$/);
  await expect(days).toBeFocused();
  await expect(page.locator('.big')).toContainText('70 left');
  await page.getByText('Show as table').click();
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toContainText('70');
});

test('the list of supplies follows too', async ({ page, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  const card = await open(page, owner);
  await machine.use('pods', '3');
  await expect(card).toContainText('97', { timeout: SOON });
});

/** The card of what is left of some pods, on a page that follows. */
async function open(page: Page, owner: Customer, left = '100'): Promise<Locator> {
  await page.context().addCookies((await owner.cookies()).cookies);
  await page.goto('/supplies');
  await page.locator('html[data-hydrated]').waitFor();
  const card = new Supplies(page).card('Coffee pods');
  await expect(card).toContainText(left);
  return card;
}

test('a link that is pressed while the page is renewed is followed', async ({ page, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  const card = await open(page, owner);
  await card.getByRole('link', { name: 'Coffee pods', exact: true }).hover();
  await page.mouse.down();
  await machine.use('pods', '3');
  // The second is sent when the first has been looked at.
  for (let n = 0; n < 2; n += 1) await page.waitForRequest(isAgain);
  await page.mouse.up();
  await expect(new Supply(page).heading('Coffee pods')).toBeVisible();
});

test('a page whose renewal fails asks again', async ({ page, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  const card = await open(page, owner);
  const failures = [
    (route: Route) => route.abort(),
    (route: Route) => route.fulfill({ status: 503, body: 'busy' }),
  ];
  await page.route('/supplies', (route) => (failures.shift() ?? ((it: Route) => it.continue()))(route));
  await machine.use('pods', '3');
  await expect(card).toContainText('97');
  expect(failures).toEqual([]);
});

test('a page whose stream is refused follows again', async ({ page, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await page.route('/live?*', (route) => route.fulfill({ status: 502, body: 'nobody there' }), { times: 1 });
  const card = await open(page, owner);
  await page.waitForRequest(isAgain);
  await page.waitForResponse((answer) => answer.url().includes('/live?') && answer.ok());
  await machine.use('pods', '3');
  await expect(card).toContainText('97', { timeout: SOON });
});

test('an answer that is late does not bring back what was', async ({ page, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  const card = await open(page, owner);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const late = new Promise<void>((asked) =>
    page.route(
      '/supplies',
      async (route) => {
        const response = await route.fetch();
        asked();
        await held;
        await route.fulfill({ response });
      },
      { times: 1 },
    ),
  );
  await machine.use('pods', '3');
  await late;
  const other = await open(await page.context().newPage(), owner, '97');
  await machine.use('pods', '3');
  await expect(other, 'both pages have been told').toContainText('94');
  const answered = page.waitForResponse((answer) => isAgain(answer.request()));
  release();
  await (await answered).finished();
  await expect(card).toContainText('94');
});

/** Whether the page asks for itself. */
function isAgain(request: Request): boolean {
  return request.resourceType() === 'xhr';
}
