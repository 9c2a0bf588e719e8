// What nobody may do: see or change what is another's, be made to send a form, be sent to another site.

import { type BrowserContext, type Page } from '@playwright/test';

import { expect, fresh, test } from '../fixtures.ts';
import { AmazonPages } from '../pages/amazon.ts';
import { Connect, MachinePage } from '../pages/machines.ts';
import { SignIn } from '../pages/sign-in.ts';
import { Supply } from '../pages/supplies.ts';

test("what is another's does not exist", async ({ page, machine, maker, newCustomer }) => {
  const owner = await newCustomer();
  const { id, supplies } = await owner.own(machine);
  const supply = supplies['Coffee pods'];
  await machine.use('pods', '60');
  const order = await owner.order('Coffee pods');
  const before = await maker.device(machine.serial);

  const device = new MachinePage(page);
  await new SignIn(page).as(fresh('Stranger '));
  for (const path of [
    `/devices/${id}`,
    `/devices/${id}/connect`,
    `/devices/${id}/connect/start`,
    `/devices/${id}/amazon-settings`,
    `/devices/${id}/remove`,
    `/supplies/${supply}`,
    `/supplies/${supply}/restock`,
    `/supplies/${supply}/level`,
    `/supplies/${supply}/journal`,
    `/orders/${order}`,
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(device.heading(/^This (page|machine|supply|order) does not exist/), path).toBeVisible();
    await expect(page.getByText(machine.serial), path).toBeHidden();
  }
  for (const [path, fields] of [
    [`/devices/${id}/name`, { name: 'Mine' }],
    [`/devices/${id}/disconnect`, {}],
    [`/devices/${id}/remove`, {}],
    [`/supplies/${supply}/restock`, { key: 'k1', kind: 'add', amount: '5', unit: 'count' }],
    [`/supplies/${supply}/level`, { key: 'k2', full: '1' }],
    [`/supplies/${supply}/undo`, { entry: order }],
    [`/orders/${order}/arrived`, {}],
    [`/orders/${order}/not-arrived`, {}],
  ] as const) {
    const answer = await page.request.post(path, { form: fields });
    expect(answer.status(), path).toBe(404);
  }
  const after = await maker.device(machine.serial);
  expect(after.registration).toBe('registered');
  expect(after.slots.map((slot) => slot.at_home)).toEqual(before.slots.map((slot) => slot.at_home));
});

test('a form of another site is refused', async ({ page, context, servers, machine, maker, newCustomer }) => {
  const owner = await newCustomer();
  const { id } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);

  // Another host does not get the cookie sent along. Another port of the same host does: SameSite knows no ports.
  const otherPort = `${new URL(servers.larder).protocol}//127.0.0.1:9`;
  for (const site of [servers.amazon, otherPort]) {
    for (const path of [`/devices/${id}/disconnect`, '/sign-out']) {
      const answer = await lure(page, `${site}/lure`, `${servers.larder}${path}`);
      expect(answer?.status(), `${path} from ${site}`).toBe(403);
      await expect(page.getByText('This form was sent from another site and was not accepted.')).toBeVisible();
    }
  }
  expect(await maker.device(machine.serial)).toMatchObject({ registration: 'registered' });
  await page.goto(`/devices/${id}`);
  await expect(new MachinePage(page).connection('Connected')).toBeVisible();
});

/** Opens a page at `url` with a form to `target`, and sends it; answers what the form was answered. */
async function lure(page: Page, url: string, target: string) {
  const body = `<!doctype html><title>Win</title><form method="post" action="${target}"><button>Win</button></form>`;
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(url);
  const answered = page.waitForResponse(target);
  await page.getByRole('button', { name: 'Win' }).click();
  return answered;
}

test('the session is a cookie that no script reads, begins with signing in, and is dead after signing out', async ({
  page,
  context,
}) => {
  const signIn = new SignIn(page);
  await page.goto('/sign-in');
  await signIn.button.click();
  expect(await session(context), 'there is none before').toBeUndefined();
  await signIn.amazon.signInByName(fresh('Customer '));
  await expect(signIn.heading('Supplies')).toBeVisible();
  const cookie = await session(context);
  expect(cookie).toMatchObject({ name: 'larder', httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' });
  expect(await page.evaluate(() => document.cookie), 'scripts see wishes, never the session').not.toContain('larder');

  await signIn.out();
  await context.clearCookies();
  if (cookie) await context.addCookies([cookie]);
  await page.goto('/supplies');
  await expect(signIn.heading('Sign in')).toBeVisible();
});

async function session(context: BrowserContext) {
  const cookies = await context.cookies();
  return cookies.find((cookie) => cookie.name === 'larder');
}

test('who is not signed in is asked to, and comes back to what was asked for', async ({ page }) => {
  const signIn = new SignIn(page);
  for (const path of ['/supplies', '/orders', '/devices', '/devices/add', '/settings']) {
    await page.goto(path);
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  await page.goto('/devices/add?code=ABCD-EFGH');
  await expect(signIn.heading('Sign in')).toBeVisible();
  await signIn.button.click();
  await signIn.amazon.signInByName(fresh('Customer '));
  await expect(page).toHaveURL('/devices/add?code=ABCD-EFGH');
  await expect(page.getByLabel('Code')).toHaveValue('ABCD-EFGH');
});

test('signing in never leads to another site', async ({ page }) => {
  const signIn = new SignIn(page);
  for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
    const query = `next=${encodeURIComponent(next)}`;
    await page.goto(`/sign-in?${query}`);
    await expect(signIn.button, next).toHaveAttribute('href', '/auth/lwa/start');
    await page.goto(`/auth/lwa/start?${query}`);
    await signIn.amazon.signInByName(fresh('Customer '));
    await expect(page, next).toHaveURL('/supplies');
    await signIn.out();
  }
});

test('each way that Amazon can say no has its own words, and a way on', async ({ page, machine, maker, newCustomer, context }) => {
  const owner = await newCustomer();
  const id = await owner.add(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const connect = new Connect(page);
  const words = (text: string) => page.getByText(text);

  await page.goto(`/devices/${id}/connect`);
  await connect.start();
  await new AmazonPages(page).refuse();
  await expect(page).toHaveURL(`/devices/${id}/connect?error=refused`);
  await expect(words('You did not allow it on Amazon, so nothing was connected.')).toBeVisible();
  expect(await maker.device(machine.serial)).toMatchObject({ registration: 'claimed' });

  // A way back that this browser did not begin.
  await context.clearCookies();
  await page.goto('/auth/lwa/callback?state=made-up&code=made-up');
  await expect(words('That sign-in was started in another window, or too long ago.')).toBeVisible();
  await expect(new SignIn(page).button).toBeVisible();
});

test('a form sent twice counts once', async ({ page, context, machine, newCustomer, maker }) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const supply = new Supply(page);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await supply.add('24');
  await expect(supply.done).toContainText('Added 24. Now 124 at home.');

  const fields = (await sent).postDataJSON() as Record<string, string>;
  const again = await page.request.post((await sent).url(), { form: fields });
  expect(again.url()).toBe(page.url());
  const { slots } = await maker.device(machine.serial);
  expect(slots.find((slot) => slot.slot === 'pods')).toMatchObject({ at_home: '124' });
});
