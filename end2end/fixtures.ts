// What a test is given: servers of its worker's own, the people and machines around them, and a page.

import { basename } from 'node:path';

import { test as base, expect, type Locator, type Page } from '@playwright/test';

import { Amazon, type Machine, Maker, NEVER, putModels } from './api.ts';
import { Customer } from './household.ts';
import { buildDesk, type Desk } from './desk.ts';
import { buildHouse, type House } from './house.ts';
import { type Scripts, troubles } from './scripts.ts';
import { type Servers, withServers } from './servers.ts';

interface Worker {
  servers: Servers;
  amazon: Amazon;
  maker: Maker;
  /** People and machines in every state that a page can show. */
  house: House;
  /** Machines about which customers call, and who answers. */
  desk: Desk;
}

export interface Options {
  /** How scripts come to the pages of this project. */
  scripts: Scripts;
}

interface Each extends Options {
  /** A new machine, nobody's yet. */
  machine: Machine;
  /** Signs a new customer in, without a browser. */
  newCustomer: () => Promise<Customer>;
  /** Amazon takes its time: an order moves when a test moves it. */
  slow: void;
  /** Keeps what the servers have printed with the traces of a test that failed. */
  logs: void;
}

let made = 0;

/** A name or serial that no other test of the worker has. */
export function fresh(kind: string): string {
  made += 1;
  return `${kind}${made}`;
}

export const test = base.extend<Each, Worker>({
  scripts: ['whole', { option: true }],
  page: async ({ page, scripts }, use) => {
    if (scripts !== 'whole') await troubles[scripts](page);
    await use(page);
  },
  servers: [
    async ({}, use) => {
      await withServers(async (servers) => {
        await putModels(servers);
        await use(servers);
      });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  amazon: [async ({ servers }, use) => use(new Amazon(servers.amazon)), { scope: 'worker' }],
  maker: [async ({ servers }, use) => use(new Maker(servers.larder)), { scope: 'worker' }],
  house: [
    async ({ playwright, servers, amazon, maker }, use) => {
      const house = await buildHouse(playwright.request, servers, amazon, maker);
      await use(house);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  desk: [
    async ({ playwright, servers, amazon, maker }, use) => use(await buildDesk(playwright.request, servers, amazon, maker)),
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ servers }, use) => use(servers.larder),
  slow: [
    async ({ amazon }, use) => {
      await amazon.setPace({ placed_after_ms: NEVER, shipped_after_ms: NEVER, arrives_after_ms: NEVER });
      await use();
    },
    { auto: true },
  ],
  logs: [
    async ({ servers }, use, info) => {
      await use();
      if (info.status === info.expectedStatus) return;
      for (const path of servers.logs) await info.attach(basename(path), { path });
    },
    { auto: true },
  ],
  newCustomer: async ({ playwright, servers }, use) => {
    const all: Customer[] = [];
    await use(async () => {
      const customer = await Customer.signIn(playwright.request, servers, fresh('Customer '));
      all.push(customer);
      return customer;
    });
    for (const customer of all) await customer.request.dispose();
  },
  machine: async ({ maker }, use) => use(await maker.make(fresh('K'))),
});

export { expect };

/** Loads the page again until `what` is on it: it depends on messages that are still on their way. */
export async function reloadUntil(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(what).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 40_000, intervals: [100, 250, 500] });
}
