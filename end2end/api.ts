// What is not a customer's to do: the maker's calls, a machine's calls, and the levers of the sandbox.

import { amazonsModel, makersModel, MODEL, SHOP_MODEL, shopModel } from './catalog.ts';
import { OPERATOR, type Servers } from './servers.ts';

export interface SlotState {
  slot: string;
  in_machine: string | null;
  at_home: string | null;
  /** What Amazon said; the maker's answer alone has it. */
  subscribed?: boolean | null;
  order: { state: string } | null;
}

export interface DeviceState {
  id: string;
  registration: string;
  ended_by?: string | null;
  slots: SlotState[];
}

export interface AmazonState {
  registrations: { serial: string; customer: string; registered: boolean; slots: Record<string, { subscribed: boolean; asin: string | null }> }[];
  orders: { serial: string; slot: string; state: string }[];
}

/** How fast Amazon handles an order, in milliseconds; what is left out stays. */
export interface Pace {
  placed_after_ms?: number;
  shipped_after_ms?: number;
  arrives_after_ms?: number;
}

/** What a machine says of one slot, in the slot's unit: an amount used, or the level it reads. */
export type Report = { slot: string; at?: string } & ({ used: string } | { level: string });

export type Lever = 'pause' | 'resume' | 'product' | 'cancel' | 'ship' | 'deregister';

/** Longer than any test. */
export const NEVER = 20 * 3_600_000;

async function call(method: string, url: string, token?: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The simulated Amazon. */
export class Amazon {
  constructor(private readonly origin: string) {}

  putModel(): Promise<unknown> {
    return call('PUT', `${this.origin}/sandbox/models/${MODEL}`, undefined, amazonsModel);
  }

  setPace(pace: Pace): Promise<unknown> {
    return call('PUT', `${this.origin}/sandbox/pace`, undefined, pace);
  }

  /** Refuses the next call for an order, for good. */
  refuseOrder(): Promise<unknown> {
    const refused = { path: '/replenish/', status: 400, times: 1, body: { message: 'Refused' } };
    return call('PUT', `${this.origin}/sandbox/faults`, undefined, { statuses: [refused] });
  }

  pull(serial: string, lever: Lever, what: { slot?: string; asin?: string } = {}): Promise<unknown> {
    return call('POST', `${this.origin}/sandbox/devices/${serial}/${lever}`, undefined, what);
  }

  async state(): Promise<AmazonState> {
    return (await call('GET', `${this.origin}/sandbox/state`)) as AmazonState;
  }

  /** Whether Amazon takes the machine for registered. */
  async registered(serial: string): Promise<boolean> {
    const { registrations } = await this.state();
    return registrations.some((one) => one.serial === serial && one.registered);
  }
}

/** The maker. */
export class Maker {
  constructor(private readonly origin: string) {}

  putModel(): Promise<unknown> {
    return call('PUT', `${this.origin}/api/v1/models/${MODEL}`, OPERATOR, makersModel);
  }

  /** A new machine; of Amazon's model, where no other is named. */
  async make(serial: string, model = MODEL): Promise<Machine> {
    const body = { model, serial };
    const made = (await call('POST', `${this.origin}/api/v1/devices`, OPERATOR, body)) as { token: string; claim_code: string };
    return new Machine(this.origin, serial, made.token, made.claim_code);
  }

  /** Teaches the model that the maker's own shop supplies. */
  putShopModel(): Promise<unknown> {
    return call('PUT', `${this.origin}/api/v1/models/${SHOP_MODEL}`, OPERATOR, shopModel);
  }

  /** The order that the shop was asked for, for a machine; none where it was asked for none. */
  async asked(serial: string): Promise<string | undefined> {
    const url = `${this.origin}/api/v1/events?types=order.requested&limit=1000`;
    const { items } = (await call('GET', url, OPERATOR)) as { items: { serial: string; order: string }[] };
    return items.find((one) => one.serial === serial)?.order;
  }

  /** The shop says what became of an order. */
  say(order: string, type: string, more: object = {}): Promise<unknown> {
    const body = { id: `${order}-${type}`, type, at: new Date().toISOString(), ...more };
    return call('POST', `${this.origin}/api/v1/orders/${order}/events`, OPERATOR, body);
  }

  /** Holds the reordering of a supply, with the reason that its customer reads. */
  hold(serial: string, slot: string, reason: string): Promise<unknown> {
    return call('POST', `${this.origin}/api/v1/devices/${serial}/slots/${slot}/hold`, OPERATOR, { reason });
  }

  /** Sends all events to an address. */
  async makeWebhook(url: string): Promise<string> {
    const made = await call('POST', `${this.origin}/api/v1/webhooks`, OPERATOR, { url, types: '*' });
    return (made as { id: string }).id;
  }

  async device(serial: string): Promise<DeviceState> {
    return (await call('GET', `${this.origin}/api/v1/devices/${serial}`, OPERATOR)) as DeviceState;
  }
}

/** One machine, as it talks to Larder. */
export class Machine {
  private reports = 0;
  /** What it reports as soon as somebody owns it: use from before sets no pace. */
  past: Report[] = [];

  constructor(
    private readonly origin: string,
    readonly serial: string,
    readonly token: string,
    readonly code: string,
  ) {}

  /** Posts that so much was used now, in the slot's unit; answers what Larder then knows of that slot. */
  async use(slot: string, used: string): Promise<SlotState> {
    const slots = await this.report([{ slot, used }]);
    const state = slots.find((one) => one.slot === slot);
    if (!state) throw new Error(`no slot ${slot}`);
    return state;
  }

  /** Posts reports, of now where they name no other time; answers what Larder then knows of all slots. */
  async report(reports: Report[]): Promise<SlotState[]> {
    const numbered = reports.map((report) => {
      this.reports += 1;
      return { id: `r${this.reports}`, at: new Date().toISOString(), ...report };
    });
    const answer = (await call('POST', `${this.origin}/api/v1/usage`, this.token, { reports: numbered })) as {
      accepted: number;
      slots: SlotState[];
    };
    if (answer.accepted !== reports.length) throw new Error(`not all were taken: ${JSON.stringify(answer)}`);
    return answer.slots;
  }
}

/** Teaches both sides the model. */
export async function putModels(servers: Servers): Promise<void> {
  await new Amazon(servers.amazon).putModel();
  await new Maker(servers.larder).putModel();
}
