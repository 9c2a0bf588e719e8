// Without a network the last supplies can be read, by who is signed in.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { SignIn } from '../pages/sign-in.ts';
import { Supply } from '../pages/supplies.ts';

test.use({ serviceWorkers: 'allow' });

test('the supplies as last seen are shown read-only, and not after signing out', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto('/supplies');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(pods(page)).toBeVisible();
  await expect(page.getByText('You are offline.')).toBeHidden();
  await kept(page, true);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(/^You are offline\. This is what we knew on /)).toBeVisible();
  await expect(pods(page)).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await page.goto('/supplies?show=paused');
  await expect(pods(page), 'whatever was chosen of them').toBeVisible();
  await page.goto('/orders');
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible();

  await context.setOffline(false);
  await page.goto('/settings');
  await new SignIn(page).out();
  await kept(page, false);
  await context.setOffline(true);
  await page.goto('/supplies');
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible();
  await expect(pods(page)).toHaveCount(0);
});

test('a form that cannot be sent is kept, and sent by hand', async ({ page, context, machine, newCustomer }) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  const supply = new Supply(page);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto(`/supplies/${supplies['Coffee pods']}/restock`);
  await supply.amount.fill('36 <b>"&');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Add supplies' }).click();
  const unsent = page.getByRole('heading', { level: 1, name: 'Not sent' });
  await expect(unsent).toBeVisible();
  await expect(page.getByText('36 <b>"&', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeHidden();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(unsent, 'still offline').toBeVisible();

  await context.setOffline(false);
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(supply.amount, 'what was typed has arrived').toHaveValue('36 <b>"&');
  await supply.add('36');
  await expect(supply.left('136')).toBeVisible();
});

const pods = (page: Page) => page.getByRole('link', { name: 'Coffee pods', exact: true });

/** Whether the worker has supplies. */
async function kept(page: Page, is: boolean): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await caches.match('/supplies')) !== undefined)).toBe(is);
}

test('the site can be installed', async ({ page, request }) => {
  await page.goto('/');
  const link = page.locator('link[rel=manifest]');
  const manifest = await (await request.get((await link.getAttribute('href')) ?? '')).json();
  expect(manifest).toMatchObject({ name: 'Larder', start_url: '/supplies', display: 'standalone' });
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.headers()['content-type']).toBe(type);
  }
});
