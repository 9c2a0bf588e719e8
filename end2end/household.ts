// A customer without a browser: reaches in a moment what the journey reaches by clicking. It sends the forms of the
// pages, Larder's and Amazon's, and keeps their cookies.

import { expect, type APIRequest, type APIRequestContext, type APIResponse, type BrowserContextOptions } from '@playwright/test';

import type { Machine } from './api.ts';
import { type Servers, until } from './servers.ts';

/** A machine of a customer's, with its address and those of its supplies by name. */
export interface Owned {
  id: string;
  supplies: Record<string, string>;
}

export class Customer {
  private keys = 0;

  private constructor(
    readonly name: string,
    readonly request: APIRequestContext,
  ) {}

  /** A customer who is signed in. */
  static async signIn(api: APIRequest, servers: Servers, name: string): Promise<Customer> {
    const request = await api.newContext({ baseURL: servers.larder });
    const customer = new Customer(name, request);
    const atAmazon = await request.get('/auth/lwa/start');
    await customer.form(atAmazon.url(), { step: 'sign-in', name });
    return customer;
  }

  /** Sends a form and follows where it leads, which has to be a page. */
  async form(path: string, fields: Record<string, string>): Promise<APIResponse> {
    const answer = await this.request.post(path, { form: fields });
    expect(answer.status(), `${path}: ${answer.url()}`).toBe(200);
    return answer;
  }

  async add(machine: Machine): Promise<string> {
    const added = await this.form('/devices/add', { code: machine.code });
    if (machine.past.length > 0) await machine.report(machine.past);
    return part(added.url(), 2);
  }

  /** Connects a machine to Amazon; a supply of the model that is not named gets no product. */
  async connect(id: string, products: Record<string, string>): Promise<void> {
    const consent = await this.request.get(`/devices/${id}/connect/start`);
    const choice = await this.form(consent.url(), { step: 'allow' });
    const fields = Object.entries(products).map(([slot, asin]) => [`slot.${slot}`, asin]);
    const back = await this.form(choice.url(), Object.fromEntries(fields));
    expect(back.url()).toContain('/connect?step=done');
  }

  /** Answers the first question about a supply. */
  async full(supply: string): Promise<void> {
    this.keys += 1;
    await this.form(`/supplies/${supply}/level`, { key: `${this.name}-${this.keys}`, full: '1' });
  }

  /** Takes the last change of a supply back. */
  async undo(supply: string): Promise<void> {
    const page = await (await this.request.get(`/supplies/${supply}/journal`)).text();
    const action = /action="([^"]*undo[^"]*)"/.exec(page)?.[1];
    const entry = /name="entry" value="([^"]*)"/.exec(page)?.[1];
    if (!action) throw new Error(`nothing of ${supply} can be taken back`);
    await this.form(action, entry ? { entry } : {});
  }

  /** The supplies on a machine's page, by name. */
  async supplies(id: string): Promise<Record<string, string>> {
    const page = await (await this.request.get(`/devices/${id}`)).text();
    const links = [...page.matchAll(/href="\/supplies\/([0-9a-f-]{36})"[^>]*>([^<]+)</g)];
    if (links.length === 0) throw new Error(`no supplies on the page of machine ${id}`);
    return Object.fromEntries(links.map(([, supply, name]) => [name, supply]));
  }

  /** Adds a machine, connects it with the first product of each supply, and says that all are full. */
  async own(machine: Machine): Promise<Owned> {
    const id = await this.add(machine);
    await this.connect(id, { pods: 'B00PODS036', descaler: 'B00DESCALE', filter: 'B00FILTER1' });
    const supplies = await this.supplies(id);
    for (const supply of Object.values(supplies)) await this.full(supply);
    return { id, supplies };
  }

  /** The newest order of a supply, once there is one. */
  async order(supply: string): Promise<string> {
    const row = new RegExp(`href="/orders/([0-9a-f-]{36})"[^>]*>${supply}`);
    let order = '';
    await until(`${this.name} has an order of ${supply}`, 20, async () => {
      order = row.exec(await (await this.request.get('/orders')).text())?.[1] ?? '';
      return order !== '';
    });
    return order;
  }

  /** The cookies, for a browser in which this customer is signed in. */
  async cookies(): Promise<Exclude<BrowserContextOptions['storageState'], string | undefined>> {
    return this.request.storageState();
  }
}

/** A part of an address's path, the first after the slash being 1. */
function part(url: string, position: number): string {
  return new URL(url).pathname.split('/')[position] ?? '';
}
