// A customer's own app: a token made in the settings reads their supplies, and ends when it is revoked. Runs with scripts off
// too.

import { expect, test } from '../fixtures.ts';

test('a customer lets an app of their own read the supplies, and stops it', async ({ page, machine, newCustomer, playwright, baseURL }) => {
  const customer = await newCustomer();
  await customer.own(machine);
  await page.context().addCookies((await customer.cookies()).cookies);
  const made = page.getByLabel('Your token', { exact: true });
  let token = '';

  await test.step('makes a token', async () => {
    await page.goto('/settings');
    await page.getByRole('link', { name: 'Apps of your own' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Kitchen display');
    await page.getByLabel('It lasts').selectOption({ label: '30 days' });
    await page.getByRole('button', { name: 'Make a token' }).click();
    token = await made.inputValue();
    expect(token).toMatch(/^larder_me_/);
  });

  const app = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` } });

  await test.step('the app reads, and may do no more', async () => {
    const read = await app.get('/api/v1/me/supplies');
    expect(read.status()).toBe(200);
    const { items } = await read.json();
    const pods = items.find((supply: { name: string }) => supply.name === 'Coffee pods');
    const restock = await app.post(`/api/v1/me/supplies/${pods.id}/journal`, { data: { key: '1', kind: 'add', amount: '36' } });
    expect(restock.status()).toBe(403);
  });

  await test.step('sees that it was used, and the token no more', async () => {
    await page.goto('/settings/tokens');
    await expect(page.getByText('Kitchen display')).toBeVisible();
    await expect(page.getByText('Last used about')).toBeVisible();
    await expect(made).toHaveCount(0);
  });

  await test.step('revokes it', async () => {
    await page.getByRole('button', { name: 'Revoke Kitchen display' }).click();
    await expect(page.getByText('No app has a token.')).toBeVisible();
    expect((await app.get('/api/v1/me/supplies')).status()).toBe(401);
  });
  await app.dispose();
});
