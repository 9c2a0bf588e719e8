// What a customer does with a machine from its first day to its last. Runs with scripts off too: every page is plain
// HTML and every action a form.

import { expect, reloadUntil, test } from '../fixtures.ts';
import { NEVER } from '../api.ts';
import { travelled } from '../goals.ts';
import { AmazonPages } from '../pages/amazon.ts';
import { expectRefused } from '../pages/frame.ts';
import { AddMachine, Connect, MachinePage } from '../pages/machines.ts';
import { OrderPage } from '../pages/orders.ts';
import { SignIn } from '../pages/sign-in.ts';
import { Supplies, Supply } from '../pages/supplies.ts';

test('a machine is added, orders its supplies, and is given up', async ({ page, machine, amazon, maker }) => {
  const signIn = new SignIn(page);
  const onAmazon = new AmazonPages(page);
  const add = new AddMachine(page);
  const connect = new Connect(page);
  const device = new MachinePage(page);
  const supplies = new Supplies(page);
  const supply = new Supply(page);
  const order = new OrderPage(page);
  let id = '';

  await test.step('signs in with Amazon', async () => {
    await page.goto('/');
    await signIn.button.click();
    await onAmazon.signInAs('Anna');
    await expect(supplies.heading('Supplies')).toBeVisible();
    await expect(page.getByText('No machine yet.')).toBeVisible();
  });

  await test.step('adds a machine by its code, a wrong one first', async () => {
    await page.getByRole('link', { name: 'Add a machine' }).click();
    await expectRefused(add, await add.add('WRONG-CODE'), add.code, 'WRONG-CODE');
    expect((await add.add(machine.code)).status()).toBe(303);
    await expect(connect.heading('Connect to Amazon')).toBeVisible();
  });

  await test.step('connects it to Amazon', async () => {
    await connect.start();
    await onAmazon.allow();
    await onAmazon.choose('Coffee pods', 'House blend, 36 pods');
    await onAmazon.complete();
    await expect(connect.done).toBeVisible();
    id = new URL(page.url()).pathname.split('/')[2] ?? '';
    expect(await amazon.registered(machine.serial)).toBe(true);
    // Its level is not known yet, so this counts for the pace alone.
    expect(await machine.use('pods', '1')).toMatchObject({ at_home: null, order: null });
  });

  await test.step('says how much is in it', async () => {
    await connect.full('Coffee pods');
    await expect(supply.heading('Coffee pods')).toBeVisible();
    await reloadUntil(page, supply.state('Good'));
    await expect(supply.left('100')).toBeVisible();

    await page.goto(`/devices/${id}/connect?step=done`);
    await expect(connect.question('Coffee pods')).toBeHidden();
    await connect.full('Descaler');
    await expect(supply.heading('Descaler')).toBeVisible();
  });

  await test.step('sees that an order was accepted, and that it is on its way', async () => {
    const used = await machine.use('pods', '60');
    expect(used).toMatchObject({ at_home: '40', order: { state: 'requested' } });
    await supplies.open('Coffee pods');
    await reloadUntil(page, supply.state('Reordering'));
    await expect(supply.left('40')).toBeVisible();
    await supply.openOrder();
    await reloadUntil(page, order.state('Accepted'));

    await amazon.pull(machine.serial, 'ship', { slot: 'pods' });
    await reloadUntil(page, order.state('On the way'));
    await expect(order.step('Order placed')).toContainText('UTC');
    await expect(order.step('Shipped')).toContainText('UTC');
    await expect(order.step('Expected')).toContainText('UTC');
  });

  await test.step('says that the parcel came early', async () => {
    await order.arrivedEarly();
    await expect(order.state('Arrived')).toBeVisible();
    await expect(order.question).toBeHidden();
    await supplies.open('Coffee pods');
    await expect(supply.state('Good')).toBeVisible();
    await expect(supply.left('76')).toBeVisible();
  });

  await test.step('sees an order placed, and its stock added on the expected day', async () => {
    await amazon.setPace({ placed_after_ms: 0, shipped_after_ms: NEVER, arrives_after_ms: 2_000 });
    await machine.use('descaler', '600');
    await supplies.open('Descaler');
    await reloadUntil(page, supply.state('On the way'));
    await expect(supply.left('400 ml')).toBeVisible();
    await supply.openOrder();
    await expect(order.state('Order placed')).toBeVisible();

    await amazon.pull(machine.serial, 'ship', { slot: 'descaler' });
    await reloadUntil(page, order.state('Arrived'));
    await order.confirm();
    await expect(order.question).toBeHidden();
    await supplies.open('Descaler');
    await expect(supply.left('900 ml')).toBeVisible();
  });

  await test.step('pauses on Amazon, and resumes', async () => {
    await device.open(id);
    await device.settings();
    await onAmazon.expectSettings();
    await onAmazon.pause('Coffee pods');
    await onAmazon.exit();
    await expect(device.heading('Brewer 2')).toBeVisible();
    await supplies.open('Coffee pods');
    await reloadUntil(page, supply.state('Paused'));

    await supply.resumeOnAmazon();
    await onAmazon.resume('Coffee pods');
    await onAmazon.exit();
    await supplies.open('Coffee pods');
    await reloadUntil(page, supply.state('Good'));
  });

  await test.step('adds supplies, a bad amount first, and takes them back', async () => {
    await expectRefused(supply, await supply.add('many'), supply.amount, 'many');
    expect((await supply.add('24')).status()).toBe(303);
    await expect(supply.done).toContainText('Added 24. Now 100 at home.');
    await expect(supply.newest).toContainText('Added 24');
    await supply.undo();
    await expect(supply.left('76')).toBeVisible();
    await expect(supply.newest).toContainText('Undone: Added 24');
  });

  await test.step('ends the connection on Amazon, sees it, and connects again', async () => {
    await device.open(id);
    await device.settings();
    await onAmazon.deregister();
    await onAmazon.exit();
    await reloadUntil(page, device.connection('Not connected'));
    await expect(device.text(/disconnected from your Amazon account/)).toBeVisible();

    await device.connectAgain();
    await connect.start();
    await onAmazon.allow();
    await onAmazon.complete();
    await expect(connect.done).toBeVisible();
    await expect(connect.question('Coffee pods')).toBeHidden();
    await supplies.open('Coffee pods');
    await expect(supply.left('76')).toBeVisible();
  });

  await test.step('disconnects it', async () => {
    await device.open(id);
    await device.disconnect();
    await expect(device.text(/You disconnected this machine/)).toBeVisible();
    await expect.poll(() => amazon.registered(machine.serial)).toBe(false);
    expect(await maker.device(machine.serial)).toMatchObject({ registration: 'deregistered', ended_by: 'customer' });
  });

  await test.step('gives it up and signs out', async () => {
    await device.remove();
    await expect(page.getByText('No machine yet.')).toBeVisible();
    expect(await maker.device(machine.serial)).toMatchObject({ registration: 'unclaimed' });
    await signIn.out();
    await page.goto('/supplies');
    await expect(signIn.heading('Sign in')).toBeVisible();
  });
  travelled('a machine from its first day to its last');
});

test('a form outlives the session it was typed in', async ({ page, context, machine, newCustomer }) => {
  const customer = await newCustomer();
  const { supplies } = await customer.own(machine);
  await context.addCookies((await customer.cookies()).cookies);
  const signIn = new SignIn(page);
  const supply = new Supply(page);
  await page.goto(`/supplies/${supplies['Coffee pods']}/restock`);
  await context.clearCookies({ name: 'larder' });

  expect((await supply.add('24')).status()).toBe(303);
  await expect(page.getByText(/What you typed is kept/)).toBeVisible();
  await signIn.button.click();
  await signIn.amazon.signInByName(customer.name);
  await expect(signIn.heading('Add supplies')).toBeVisible();
  await expect(page.getByText(/this was not saved yet/)).toBeVisible();
  await expect(supply.amount).toHaveValue('24');
  await supply.add('25');
  await expect(supply.done).toContainText('Added 25. Now 125 at home.');
});
