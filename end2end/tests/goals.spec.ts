// Goals with numbers that no other test looks at: how light, how quick, how plain.

import { brotliCompressSync } from 'node:zlib';

import { grade, said, sentences } from '../copy.ts';
import { expect, test } from '../fixtures.ts';
import { atMost, held, none } from '../goals.ts';
import { AmazonPages } from '../pages/amazon.ts';
import { Connect, MachinePage } from '../pages/machines.ts';
import { Settings } from '../pages/settings.ts';
import { Supplies, Supply } from '../pages/supplies.ts';
import { places, visit } from '../places.ts';
import { OPERATOR } from '../servers.ts';
import { settle } from '../settle.ts';
import { follow } from '../transfer.ts';

const FORBIDDEN = /\bDRS\b|\bslots?\b|\boops\b|!/i;
/** Tokens of Amazon and ours, and e-mail addresses. */
const PRIVATE = /Atz[ar]\||access_token|refresh_token|[\w.+-]+@[\w-]+\.\w+/;

test('nothing moves while a page loads', async ({ page, house }) => {
  const moves: number[] = [];
  for (const width of [1280, 393]) {
    await page.setViewportSize({ width, height: 800 });
    for (const place of places) {
      await visit(page, house, place);
      const moved = await page.evaluateHandle(() => {
        const moved = { by: 0 };
        new PerformanceObserver((list) => {
          for (const it of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
            if (!it.hadRecentInput) moved.by += it.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        return moved;
      });
      await settle(page);
      const by = await moved.evaluate(({ by }) => by);
      expect.soft(by, `${place.name} at ${width} px`).toBeLessThanOrEqual(0.001);
      moves.push(by);
    }
  }
  atMost(3, 'layout shift, worst page at 1280 and 393 px', 0.001, Math.max(...moves), '');
});

test('pages are light', async ({ page, context, house, servers }) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const transfer = follow(page, `${servers.amazon}/button.svg`);
  const most = { html: 0, css: 0, requests: 0, alive: 0, still: 0, supply: 0 };
  const elsewhere: string[] = [];
  for (const place of places) {
    await visit(page, house, place);
    await settle(page);
    const cost = await transfer();
    for (const kind of ['html', 'css', 'requests'] as const) most[kind] = Math.max(most[kind], cost[kind]);
    const kind = (await page.locator('leptos-island').count()) ? 'alive' : 'still';
    most[kind] = Math.max(most[kind], cost.scripts);
    if (place.name.startsWith('supply-')) most.supply = Math.max(most.supply, cost.all);
    elsewhere.push(...cost.elsewhere);
  }
  atMost(4, 'WASM and JS of a page with islands, brotli', 70, most.alive / 1000, 'KB');
  atMost(4, 'WASM and JS of every other page', 0, most.still / 1000, 'KB');
  atMost(5, 'HTML of the largest page, brotli', 8, most.html / 1000, 'KB');
  atMost(5, 'CSS, brotli', 8, most.css / 1000, 'KB');
  atMost(5, 'requests of a page, but for the event stream and the login picture', 6, most.requests, '');
  none(5, 'requests to others, but for the login picture', elsewhere);
  atMost(6, 'all of a supply’s page, brotli', 90, most.supply / 1000, 'KB');
});

test('a chart is small, and is read without seeing it', async ({ page, context, newCustomer, machine }) => {
  const owner = await newCustomer();
  // More days than the picture has room for.
  const days = Array.from({ length: 45 }, (_, n) => new Date(Date.now() - (44.5 - n) * 86_400_000).toISOString());
  await machine.report(days.map((at, n) => ({ slot: 'pods', level: String(100 - 2 * (n % 40) - (n % 3)), at })));
  const { supplies } = await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto(`/supplies/${supplies['Coffee pods']}`);
  await settle(page);
  const chart = page.getByRole('figure');
  const picture = chart.getByRole('img');
  atMost(17, 'a chart’s SVG, brotli', 4, brotliCompressSync(await picture.evaluate((it) => it.outerHTML)).length / 1000, 'KB');
  const points = (await page.getByRole('slider').getAttribute('data-points'))?.split('|').length ?? NaN;
  await chart.getByText('Show as table').click();
  const rows = await chart.getByRole('table').first().getByRole('rowheader').count();
  atMost(17, `points of a chart of ${points} without a row in its table, and the other way round`, 0, Math.abs(rows - points), '');
  await expect(chart.locator('figcaption')).toHaveText(/\w.*\./);
  held(17, 'a chart has a sentence and a slider', 'both');
});

test('a restock takes two clicks and an amount, and its undo one', async ({ page, context, newCustomer, machine }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  const supply = new Supply(page);
  await page.addInitScript(() =>
    addEventListener('click', () => sessionStorage.setItem('clicks', String(1 + Number(sessionStorage.getItem('clicks')))), true),
  );
  const clicks = () => page.evaluate(() => Number(sessionStorage.getItem('clicks')));
  await page.goto('/supplies');
  await new Supplies(page).card('Coffee pods').getByRole('link', { name: 'Add supplies' }).click();
  await expect(supply.heading('Add supplies')).toBeVisible();
  await settle(page);
  const waited = await page.evaluateHandle(() => {
    const waited = { typed: 0, most: 0 };
    addEventListener('input', (event) => (waited.typed = event.timeStamp), true);
    const output = document.querySelector('output');
    const changed = () => (waited.most = Math.max(waited.most, performance.now() - waited.typed));
    if (output) new MutationObserver(changed).observe(output, { childList: true, characterData: true, subtree: true });
    return waited;
  });
  await supply.amount.pressSequentially('24');
  await expect(supply.preview).toContainText('You will then have 124 at home');
  atMost(18, 'from an input to its preview', 50, await waited.evaluate(({ most }) => most), 'ms');
  await page.getByRole('button', { name: 'Add supplies' }).click();
  await expect(supply.done).toContainText('Added 24. Now 124 at home.');
  atMost(18, 'clicks of a restock from home, beside the amount', 2, await clicks(), '');
  await supply.undo();
  await expect(supply.left('100')).toBeVisible();
  atMost(18, 'clicks of its undo', 1, (await clicks()) - 2, '');
});

test('a machine is connected again in three screens, and whatever Amazon says has its words', async ({ page, context, newCustomer, machine, maker, amazon, servers }) => {
  const owner = await newCustomer();
  const { id } = await owner.own(machine);
  await amazon.pull(machine.serial, 'deregister');
  await expect.poll(async () => (await maker.device(machine.serial)).registration).toBe('deregistered');
  await context.addCookies((await owner.cookies()).cookies);
  const screens: string[] = [];
  page.on('framenavigated', (frame) => {
    if (frame.url().startsWith(servers.larder)) screens.push(frame.url());
  });
  await new MachinePage(page).open(id);
  await new MachinePage(page).connectAgain();
  const connect = new Connect(page);
  await connect.start();
  await new AmazonPages(page).allow();
  await new AmazonPages(page).complete();
  await expect(connect.done).toBeVisible();
  atMost(19, 'screens of ours to connect a machine again, with its own', 3, screens.length, '');

  const words = new Set<string>();
  for (const code of ['refused', 'state', 'code', 'amazon', 'other']) {
    await page.goto(`/devices/${id}/connect?error=${code}`);
    words.add(await page.locator('.banner.crit').innerText());
    await expect(page.getByRole('link', { name: 'Login with Amazon' })).toBeVisible();
  }
  expect(words.size).toBe(5);
  held(19, 'ways back from Amazon that failed, each with its words and the button', '5');
});

test('the words are plain, and give nothing away', async ({ page, house }) => {
  const forbidden: string[] = [];
  const leaked: string[] = [];
  const helpless: string[] = [];
  const all = new Set<string>();
  for (const place of places) {
    await visit(page, house, place);
    await settle(page);
    const text = await said(page);
    for (const line of text.split('\n')) if (FORBIDDEN.test(line)) forbidden.push(`${place.name}: ${line}`);
    for (const sentence of sentences(text)) all.add(sentence);
    const html = await page.content();
    if (PRIVATE.test(html) || html.includes(OPERATOR)) leaked.push(place.name);
    // The action of an error is in it, or is the button of the same section.
    const errors = page.locator('.banner.crit');
    for (const error of await errors.all()) {
      const actions = error.or(page.locator('section').filter({ has: error })).locator('a[href], button');
      if ((await actions.count()) === 0) helpless.push(`${place.name}: ${await error.innerText()}`);
    }
  }
  none(23, 'DRS, slot, oops and exclamation marks', forbidden);
  none(23, 'errors without something to do', helpless);
  atMost(23, `Flesch–Kincaid grade of ${all.size} sentences`, 7, grade([...all]), '');
  none(24, 'pages with a token or an e-mail address in their HTML', leaked);
});

test('an account is gone within a minute', async ({ page, context, newCustomer, machine, maker, amazon }) => {
  const owner = await newCustomer();
  await owner.own(machine);
  await context.addCookies((await owner.cookies()).cookies);
  await page.goto('/settings/data');
  const begun = performance.now();
  await new Settings(page).deleteAccount('delete');
  await expect.poll(() => amazon.registered(machine.serial), { timeout: 60_000 }).toBe(false);
  expect(await maker.device(machine.serial)).toMatchObject({ registration: 'unclaimed' });
  atMost(24, 'from deleting an account to its end, at Amazon too', 60, (performance.now() - begun) / 1000, 's');
});
