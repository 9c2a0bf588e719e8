// A house in which every state that a page can show is there to be looked at.

import { type APIRequest, type Cookie, expect } from '@playwright/test';

import { type Amazon, type Machine, type Maker, NEVER, type Report } from './api.ts';
import { Customer, type Owned } from './household.ts';
import type { Servers } from './servers.ts';

export interface House {
  /** In whose browser all of it shows. */
  resident: Cookie[];
  /** In whose the pantry. */
  neighbour: Cookie[];
  /** Somebody without a machine. */
  newcomer: Cookie[];
  /** Connected: pods arrived but nobody has said so, descaler on its way, filter being reordered. */
  kitchen: Owned & { arrived: string; shipped: string; requested: string };
  /** Connected: pods paused, descaler's level unknown, filter without a product. */
  office: Owned;
  /** The neighbour's, connected: no pods left, descaler low after an order was cancelled, Amazon refused to order a filter. */
  pantry: Owned;
  /** Never connected. */
  spare: string;
  /** Deregistered on Amazon. */
  lost: Owned;
}

export async function buildHouse(api: APIRequest, servers: Servers, amazon: Amazon, maker: Maker): Promise<House> {
  const resident = await Customer.signIn(api, servers, 'Dora');
  const neighbour = await Customer.signIn(api, servers, 'Fritz');
  const newcomer = await Customer.signIn(api, servers, 'Emil');
  const machine = async (serial: string) => {
    const made = await maker.make(serial);
    made.past = history();
    return made;
  };
  const kitchen = await buildKitchen(resident, await machine('KITCHEN1'), amazon);
  const office = await buildOffice(resident, await machine('OFFICE1'), amazon, maker);
  const pantry = await buildPantry(neighbour, await machine('PANTRY1'), amazon, maker);
  const spare = await resident.add(await machine('SPARE1'));
  const lost = await machine('LOST1');
  const owned = await resident.own(lost);
  await amazon.pull(lost.serial, 'deregister');
  await expect.poll(async () => (await maker.device(lost.serial)).registration).toBe('deregistered');
  const house = {
    resident: (await resident.cookies()).cookies,
    neighbour: (await neighbour.cookies()).cookies,
    newcomer: (await newcomer.cookies()).cookies,
    kitchen,
    office,
    pantry,
    spare,
    lost: owned,
  };
  await Promise.all([resident, neighbour, newcomer].map((customer) => customer.request.dispose()));
  return house;
}

/** Three weeks of use. */
function history(): Report[] {
  return Array.from({ length: 21 }, (_, n) => new Date(Date.now() - (21 - n) * 86_400_000).toISOString()).flatMap(
    (at, n) => [
      { slot: 'pods', used: String(2 + (n % 3)), at },
      { slot: 'descaler', used: '15', at },
    ],
  );
}

async function buildKitchen(owner: Customer, machine: Machine, amazon: Amazon): Promise<House['kitchen']> {
  const owned = await owner.own(machine);
  const state = async (order: string, words: string) =>
    expect
      .poll(async () => (await owner.request.get(`/orders/${order}`)).text(), { timeout: 20_000 })
      .toContain(`<title>${words} – order of`);

  await amazon.setPace({ placed_after_ms: 0, shipped_after_ms: NEVER, arrives_after_ms: 1_000 });
  await machine.use('pods', '75');
  const arrived = await owner.order('Coffee pods');
  await state(arrived, 'Order placed');
  await amazon.pull(machine.serial, 'ship', { slot: 'pods' });
  await state(arrived, 'Arrived');

  await amazon.setPace({ arrives_after_ms: NEVER });
  await machine.use('descaler', '920');
  const shipped = await owner.order('Descaler');
  await state(shipped, 'Order placed');
  await amazon.pull(machine.serial, 'ship', { slot: 'descaler' });
  await state(shipped, 'On the way');

  await amazon.setPace({ placed_after_ms: NEVER });
  await machine.report(['60', '20', '4'].map((level) => ({ slot: 'filter', level })));
  const requested = await owner.order('Water filter');
  await state(requested, 'Accepted');
  return { ...owned, arrived, shipped, requested };
}

async function buildOffice(owner: Customer, machine: Machine, amazon: Amazon, maker: Maker): Promise<Owned> {
  const id = await owner.add(machine);
  await owner.connect(id, { pods: 'B00PODS036', descaler: 'B00DESCALE' });
  const supplies = await owner.supplies(id);
  for (const name of ['Coffee pods', 'Water filter']) await owner.full(supplies[name] ?? '');
  await machine.use('pods', '35');
  await amazon.pull(machine.serial, 'pause', { slot: 'pods' });
  const paused = async () => (await maker.device(machine.serial)).slots.map((slot) => slot.subscribed);
  await expect.poll(paused).toEqual([false, true, false]);
  return { id, supplies };
}

async function buildPantry(owner: Customer, machine: Machine, amazon: Amazon, maker: Maker): Promise<Owned> {
  const owned = await owner.own(machine);
  const order = async (slot: string, state: string) => {
    const now = async () => (await maker.device(machine.serial)).slots.find((one) => one.slot === slot)?.order?.state;
    await expect.poll(now, { timeout: 20_000 }).toBe(state);
  };
  await amazon.refuseOrder();
  await machine.report(['60', '20', '4'].map((level) => ({ slot: 'filter', level })));
  await order('filter', 'failed');
  await machine.use('descaler', '920');
  await order('descaler', 'awaiting');
  await amazon.pull(machine.serial, 'cancel', { slot: 'descaler' });
  await order('descaler', 'cancelled');
  await machine.use('pods', '100');
  await order('pods', 'awaiting');
  return owned;
}
