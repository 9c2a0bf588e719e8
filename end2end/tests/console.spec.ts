// The maker's console: what support is asked, and what its people do about it. Runs with scripts off too.

import { expect, fresh, reloadUntil, test } from '../fixtures.ts';
import { Console } from '../pages/console.ts';
import { people, serials } from '../desk.ts';

interface Question {
  asked: string;
  serial: string;
  answered: (console: Console) => Promise<void>;
}

const questions: Question[] = [
  {
    asked: 'No order came although it is nearly empty.',
    serial: serials.paused,
    answered: (it) => expect(it.standing).toContainText('Low, and its customer has switched reordering off'),
  },
  {
    asked: 'It ordered twice.',
    serial: serials.twice,
    answered: async (it) => {
      await expect(it.timeline.filter({ hasText: 'pods: an order was decided' }).nth(1)).toBeVisible();
      await expect(it.timeline.filter({ hasText: 'pods: the order arrived' }).first()).toBeVisible();
      await expect(it.timeline.filter({ hasText: 'ordering now' }).nth(1)).toBeVisible();
    },
  },
  {
    asked: 'The machine is offline.',
    serial: serials.neverHeard,
    answered: (it) => expect(it.standing).toContainText('It has never been heard.'),
  },
  {
    asked: 'I sold it.',
    serial: serials.sold,
    answered: (it) => expect(it.standing).toContainText('its last household gave it up'),
  },
  {
    asked: 'It says that it waits for a second reading.',
    serial: serials.doubted,
    answered: (it) => expect(it.supply('Coffee pods')).toContainText('The machine says 0'),
  },
  {
    asked: 'What I put in does not count.',
    serial: serials.takenBack,
    answered: (it) => expect(it.timeline.filter({ hasText: '(taken back)' })).toHaveCount(1),
  },
  {
    asked: 'You stopped my orders.',
    serial: serials.held,
    answered: (it) => expect(it.timeline.filter({ hasText: 'Pods of this batch leak' })).toHaveCount(1),
  },
  {
    asked: 'The app does not find my new machine.',
    serial: serials.nobodys,
    answered: (it) => expect(it.standing).toContainText('Its claim code makes it somebody’s.'),
  },
  {
    asked: 'Where is my order?',
    serial: 'KITCHEN1',
    answered: async (it) => {
      const order = it.supply('Descaler');
      await expect(order).toContainText('On the way');
      await expect(order).toContainText('expected');
    },
  },
  {
    asked: 'Why 36 and not 100?',
    serial: 'KITCHEN1',
    answered: (it) => expect(it.supply('Coffee pods')).toContainText('House blend, pack of 36'),
  },
  {
    asked: 'Did Amazon tell you that it was shipped?',
    serial: 'KITCHEN1',
    answered: (it) => expect(it.timeline.filter({ hasText: 'An item was shipped' }).first()).toBeVisible(),
  },
  {
    asked: 'Is it my machine alone, or all of them?',
    serial: 'KITCHEN1',
    answered: async (it) => {
      await it.click(it.link('Its model'));
      await expect(it.heading('BREW-2')).toBeVisible();
      await expect(it.text('Orders an hour')).toBeVisible();
    },
  },
  {
    asked: 'It never ordered a filter.',
    serial: 'PANTRY1',
    answered: (it) => expect(it.supply('Water filter')).toContainText('Amazon refused the product'),
  },
  {
    asked: 'My order is gone.',
    serial: 'PANTRY1',
    answered: (it) => expect(it.supply('Descaler')).toContainText('The customer cancelled it'),
  },
  {
    asked: 'It says disconnected, and I did nothing.',
    serial: 'LOST1',
    answered: (it) => expect(it.standing).toContainText('by Amazon, so nothing is ordered'),
  },
  {
    asked: 'I never connected it to Amazon.',
    serial: 'SPARE1',
    answered: (it) => expect(it.standing).toContainText('It is not connected, so nothing is ordered.'),
  },
  {
    asked: 'Which product does it order?',
    serial: 'OFFICE1',
    answered: (it) => expect(it.supply('Water filter')).toContainText('none chosen'),
  },
  {
    asked: 'What do I see on my page?',
    serial: 'KITCHEN1',
    answered: async (it) => {
      await it.click(it.link('As its customer sees it'));
      await expect(it.heading('KITCHEN1 as its customer sees it')).toBeVisible();
    },
  },
];

test('support answers what customers ask, each in three clicks', async ({ page, context, house, desk }) => {
  expect(house.kitchen.id).toBeTruthy();
  await context.addCookies(desk.operator.support);
  const console = new Console(page);
  for (const { asked, serial, answered } of questions) {
    await test.step(asked, async () => {
      await console.find(serial);
      await answered(console);
      expect(console.clicks, asked).toBeLessThanOrEqual(3);
    });
  }
});

test('support acts for a customer, who reads why', async ({ page, context, maker, newCustomer, machine }) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  const console = new Console(page);
  await console.signIn(people.support);
  await console.open(machine.serial);

  const restock = await console.act('Say what is at home');
  await restock.getByLabel('Supply').selectOption({ label: 'Coffee pods (pieces)' });
  await restock.getByLabel('Amount').fill('36');
  await restock.getByRole('button').click();
  await expect(console.errors).toContainText('reason');
  await restock.getByLabel('Reason').fill('Replacement for a damaged parcel');
  await restock.getByRole('button').click();
  await expect(console.supply('Coffee pods')).toContainText('136');

  const code = await console.act('Make a new claim code');
  await code.getByLabel('Reason').fill('A lost label');
  await code.getByRole('button').click();
  await expect(page.getByLabel('New claim code')).toHaveValue(/\w/);

  const journal = await owner.request.get(`/supplies/${supplies['Coffee pods']}/journal`);
  const told = await journal.text();
  expect(told).toContain('Replacement for a damaged parcel');
  expect(told).not.toContain(people.support);
  expect((await maker.device(machine.serial)).slots[0]?.at_home).toBe('136');
  await context.clearCookies();
});

test('an admin sends events somewhere, and sees what came of them', async ({ page, context, desk, servers }) => {
  await context.addCookies(desk.operator.admin);
  const console = new Console(page);
  await page.goto('/ops');
  await console.place('Webhooks').click();
  await page.getByText('Send events to another address').click();
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.fill('ftp://example.com');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await expect(console.errors).toBeVisible();
  const receiver = `${servers.larder}/health/live?${fresh('hook')}`;
  await address.fill(receiver);
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await expect(page.getByLabel('Secret')).toHaveValue(/^whsec_/);
  await page.getByRole('link', { name: receiver }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  // It answers POST with 405.
  await reloadUntil(page, page.getByRole('row', { name: /webhook\.test.*405/ }));
  await page.getByText('Delete', { exact: true }).click();
  await page.getByRole('button', { name: 'Delete this webhook' }).click();
  await expect(console.heading('Webhooks')).toBeVisible();
  await expect(page.getByRole('link', { name: receiver })).toHaveCount(0);
});

test('who may only look is shown nothing to press', async ({ page, context, desk, house }) => {
  expect(house.kitchen.id).toBeTruthy();
  await context.addCookies(desk.operator.viewer);
  const console = new Console(page);
  await console.find('KITCHEN1');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(console.place('Webhooks')).toHaveCount(0);
  await page.goto('/ops/webhooks');
  await expect(page.getByText('role does not allow this')).toBeVisible();
});
