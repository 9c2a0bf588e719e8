// A machine whose supplies the maker's own shop sends, of a customer who signs in with the maker. Runs with scripts off too.

import { expect, fresh, reloadUntil, test } from '../fixtures.ts';
import { AddMachine } from '../pages/machines.ts';
import { OrderPage } from '../pages/orders.ts';
import { SignIn } from '../pages/sign-in.ts';
import { Supplies, Supply } from '../pages/supplies.ts';
import { SHOP_MODEL } from '../catalog.ts';

/** In milliseconds. */
const DAY = 86_400_000;

test('a customer of the maker gets supplies from its shop', async ({ page, maker }) => {
  const signIn = new SignIn(page);
  const add = new AddMachine(page);
  const supplies = new Supplies(page);
  const supply = new Supply(page);
  const order = new OrderPage(page);
  await maker.putShopModel();
  const machine = await maker.make(fresh('S'), SHOP_MODEL);

  await test.step('signs in with the maker', async () => {
    await signIn.atMaker('Chiara');
    await expect(supplies.heading('Supplies')).toBeVisible();
  });

  await test.step('adds the machine, which has nothing to connect', async () => {
    await page.goto('/devices/add');
    expect((await add.add(machine.code)).status()).toBe(303);
    await expect(add.heading('Larder sends your supplies')).toBeVisible();
  });

  await test.step('runs low, and the shop is asked', async () => {
    await machine.use('ink', '85');
    await expect.poll(() => maker.asked(machine.serial)).toBeTruthy();
    await supplies.open('Black ink');
    await expect(page.getByText('We have asked Larder for a new order.')).toBeVisible();
  });

  await test.step('sees what the shop says of the order', async () => {
    const asked = (await maker.asked(machine.serial)) ?? '';
    await maker.say(asked, 'placed', { estimated_delivery: new Date(Date.now() + 90 * DAY).toISOString().slice(0, 10) });
    await supply.openOrder();
    await reloadUntil(page, order.state('Order placed'));
    await maker.say(asked, 'shipped');
    await reloadUntil(page, order.state('On the way'));
    await maker.say(asked, 'arrived');
    await reloadUntil(page, order.state('Arrived'));
    await supplies.open('Black ink');
    await expect(supply.left('105 ml')).toBeVisible();
  });

  await test.step('pauses, and goes on', async () => {
    await page.getByRole('button', { name: 'Pause auto-reorder' }).click();
    await expect(supply.state('Paused')).toBeVisible();
    await page.getByRole('button', { name: 'Resume auto-reorder' }).click();
    await expect(supply.state('Good')).toBeVisible();
  });
});
