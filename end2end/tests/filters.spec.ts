// Finding a supply among many: by its state, by its name.

import { expect, fresh, test } from '../fixtures.ts';
import { Supplies } from '../pages/supplies.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('supplies are narrowed to a state by a link that can be passed on', async ({ page, context, house }) => {
    await context.addCookies(house.resident);
    const supplies = new Supplies(page);
    const cards = page.getByRole('article');
    await page.goto('/supplies');
    const all = await cards.count();
    await expect(supplies.filter('All')).toHaveAttribute('aria-current', 'true');
    await expect(supplies.filter('Low'), 'nothing is low').toHaveCount(0);
    await expect(supplies.find).toBeHidden();

    await supplies.filter('Paused 1').click();
    await expect(page).toHaveURL(/\/supplies\?show=paused$/);
    await expect(page).toHaveTitle('1 paused – Supplies – Larder');
    await expect(supplies.filter('Paused')).toHaveAttribute('aria-current', 'true');
    await expect(supplies.filter('All')).not.toHaveAttribute('aria-current');
    await expect(cards).toHaveCount(1);
    await expect(supplies.card('Coffee pods')).toContainText('Paused');

    await page.goto('/supplies?show=low');
    await expect(page.getByText('Nothing is low.')).toBeVisible();
    await page.getByRole('link', { name: `Show all ${all} supplies` }).click();
    await expect(cards).toHaveCount(all);
    await page.goto('/supplies?show=whatever');
    await expect(cards).toHaveCount(all);
  });
});

test('what is shown under a filter follows too', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const supplies = new Supplies(page);
  await page.goto('/supplies?show=reordering');
  await page.locator('html[data-hydrated]').waitFor();
  await expect(page.getByText('Nothing is being reordered.')).toBeVisible();
  await supplies.filter('Reordering 0').focus();
  await machine.use('pods', '90');
  await expect(supplies.card('Coffee pods')).toContainText('Reordering');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(supplies.filter('Reordering 1')).toBeFocused();
  await expect(page).toHaveTitle('1 being reordered – Supplies – Larder');
});

test('a supply is found by a part of its name while it is typed, and stays found', async ({ page, context, maker, newCustomer }) => {
  const owner = await newCustomer();
  const machines = await Promise.all(['A', 'B', 'C'].map((kind) => maker.make(fresh(kind))));
  for (const machine of machines) await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const supplies = new Supplies(page);
  const cards = page.getByRole('article');
  await page.goto('/supplies');
  await page.locator('html[data-hydrated]').waitFor();
  await supplies.find.fill('DESCAL');
  await expect(cards).toHaveCount(3);
  await expect(page.getByText('3 of 9 shown')).toBeVisible();
  await machines[0]?.use('descaler', '25');
  await expect(cards.first()).toContainText('975 ml left');
  await expect(cards).toHaveCount(3);
  await supplies.find.fill(machines[1]?.serial ?? '');
  await expect(cards).toHaveCount(3);
  await expect(page.getByRole('heading', { level: 2, name: 'Brewer 2' })).toHaveCount(1);
  await supplies.find.fill('nothing like that');
  await expect(cards).toHaveCount(0);
  await expect(page.getByText('0 of 9 shown')).toBeVisible();
  await supplies.find.fill('');
  await expect(cards).toHaveCount(9);
});
