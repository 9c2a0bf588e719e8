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
