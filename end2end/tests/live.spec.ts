// A page that is open follows what happens.

import { expect, test } from '../fixtures.ts';
import { Supply } from '../pages/supplies.ts';

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
  await expect(page.locator('figcaption')).toContainText('70 at home.');
  await page.getByText('Show as table').click();
  await expect(page.getByRole('table').first().getByRole('row').nth(1)).toContainText('70');
});

test('the list of supplies follows too', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto('/supplies');
  await page.locator('html[data-hydrated]').waitFor();
  const card = page.getByRole('article').filter({ hasText: 'Coffee pods' });
  await expect(card).toContainText('100');
  await machine.use('pods', '3');
  await expect(card).toContainText('97', { timeout: SOON });
});
