// The maker's desk: machines about which a customer may call, and the maker's people who look at them.

import { type APIRequest, type Cookie, expect } from '@playwright/test';

import { type Amazon, type Maker, NEVER } from './api.ts';
import { Customer } from './household.ts';
import type { Servers } from './servers.ts';

/** People at the maker's identity provider, by what they are there. */
export const people = { admin: 'Ada', support: 'Sam', viewer: 'Vera' };

export interface Desk {
  /** In whose browser somebody of the maker's is signed in. */
  operator: Record<keyof typeof people, Cookie[]>;
  /** A webhook that is there. */
  webhook: string;
}

/** Serials by what happened to the machine. */
export const serials = {
  paused: 'B2K24711',
  twice: 'B2K24712',
  neverHeard: 'B2K24713',
  sold: 'B2K24714',
  doubted: 'B2K24715',
  takenBack: 'B2K24716',
  held: 'B2K24717',
  nobodys: 'B2K24718',
};

export async function buildDesk(api: APIRequest, servers: Servers, amazon: Amazon, maker: Maker): Promise<Desk> {
  const owner = await Customer.signIn(api, servers, 'Gerda');
  const own = async (serial: string) => {
    const machine = await maker.make(serial);
    return { machine, ...(await owner.own(machine)) };
  };
  const order = async (serial: string, state: string) => {
    const now = async () => (await maker.device(serial)).slots.find((one) => one.slot === 'pods')?.order?.state;
    await expect.poll(now, { timeout: 20_000 }).toBe(state);
  };

  const paused = await own(serials.paused);
  await amazon.pull(serials.paused, 'pause', { slot: 'pods' });
  const subscribed = async () => (await maker.device(serials.paused)).slots[0]?.subscribed;
  await expect.poll(subscribed).toBe(false);
  await paused.machine.use('pods', '97');

  await amazon.setPace({ placed_after_ms: 0, shipped_after_ms: 0, arrives_after_ms: 1_000 });
  const twice = await own(serials.twice);
  await twice.machine.use('pods', '95');
  await order(serials.twice, 'arrived');
  await amazon.setPace({ placed_after_ms: 0, shipped_after_ms: NEVER, arrives_after_ms: NEVER });
  await twice.machine.use('pods', '36');
  await order(serials.twice, 'placed');

  await owner.own(await maker.make(serials.neverHeard));

  const sold = await own(serials.sold);
  await owner.form(`/devices/${sold.id}/remove`, {});

  const doubted = await own(serials.doubted);
  await doubted.machine.report([{ slot: 'pods', level: '0' }]);

  const takenBack = await own(serials.takenBack);
  const supply = takenBack.supplies['Coffee pods'] ?? '';
  await owner.form(`/supplies/${supply}/restock`, { key: 'taken-back', kind: 'add', amount: '36', unit: 'count' });
  await owner.undo(supply);

  await own(serials.held);
  await maker.hold(serials.held, 'pods', 'Pods of this batch leak');

  await maker.make(serials.nobodys);
  const webhook = await maker.makeWebhook(`${servers.larder}/health/live`);

  const operator = {} as Desk['operator'];
  for (const role of ['admin', 'support', 'viewer'] as const) {
    const request = await api.newContext({ baseURL: servers.larder });
    const atProvider = await request.get('/ops/start');
    const asked = new URL(atProvider.url()).search.slice(1);
    const form = { request: asked, customer: people[role] };
    const entered = await request.post(atProvider.url(), { form });
    expect(new URL(entered.url()).pathname).toBe('/ops');
    operator[role] = (await request.storageState()).cookies;
    await request.dispose();
  }
  await owner.request.dispose();
  return { operator, webhook };
}
