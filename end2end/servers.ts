// A Larder and an Amazon of a worker's own: real binaries on free loopback ports, with a fresh database.
// A browser sees two sites, as in the world: Larder is 127.0.0.1, Amazon is localhost.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const built = (name: string) => fileURLToPath(new URL(`../target/debug/${name}`, import.meta.url));

export const binaries = { larder: built('larder'), sandbox: built('larder-sandbox') };

export const OPERATOR = 'the-operators-own-token';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:larder';
const CLIENT = 'amzn1.application-oa2-client.end2end';
const SECRET = 'the-profiles-secret';
export const ALEXA = 'alexa-end2end';
/** Nobody is there: for looking at what comes before. */
export const ALEXA_REDIRECT = 'https://alexa.example/linked';
// Bytes 0 to 31: tests keep nothing worth a secret.
const KEY = Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('base64');

// How Alexa links accounts, and hands its directives on: both sides know the same.
const LINKING = {
  LARDER_ALEXA_LINK_CLIENT_ID: ALEXA,
  LARDER_ALEXA_LINK_SECRET: 'the-secret-of-account-linking',
  LARDER_ALEXA_FORWARDER_KEY: KEY,
};

// Who signs customers in beside Amazon, and the maker's people; the sandbox plays it.
const IDENTITIES = {
  LARDER_CUSTOMER_OIDC_CLIENT_ID: 'larder-end2end',
  LARDER_CUSTOMER_OIDC_CLIENT_SECRET: 'the-secret-of-signing-in',
};

export interface Servers {
  larder: string;
  amazon: string;
  /** Files with what the two have printed so far. */
  logs: string[];
}

/** Waits until `met` answers true; fails with `what` after `seconds`. */
export async function until(what: string, seconds: number, met: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await pause(50);
  }
}

/** Runs `use` between the start and the end of both servers. */
export async function withServers(use: (servers: Servers) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'larder-end2end-'));
  const logs = ['larder.log', 'sandbox.log'].map((name) => join(folder, name)) as [string, string];
  const [larderPort, amazonPort] = [await freePort(), await freePort()];
  const larder = `http://127.0.0.1:${larderPort}`;
  const amazon = `http://localhost:${amazonPort}`;
  const running: Running[] = [];
  try {
    running.push(
      start(binaries.sandbox, logs[1], {
        args: [
          ...['amazon', '--listen', `127.0.0.1:${amazonPort}`, '--webhook', `${larder}/webhooks/sns`, '--topic', TOPIC],
          ...['--larder', larder],
        ],
        env: { LARDER_LWA_CLIENT_ID: CLIENT, LARDER_LWA_CLIENT_SECRET: SECRET, ...LINKING, ...IDENTITIES },
      }),
      start(binaries.larder, logs[0], {
        args: ['serve'],
        env: {
          LARDER_LISTEN: `127.0.0.1:${larderPort}`,
          LARDER_PUBLIC_URL: larder,
          LARDER_DATABASE_URL: `sqlite://${join(folder, 'larder.db')}`,
          LARDER_SECRET_KEY: KEY,
          LARDER_OPERATOR_TOKEN: OPERATOR,
          LARDER_LWA_CLIENT_ID: CLIENT,
          LARDER_LWA_CLIENT_SECRET: SECRET,
          LARDER_LWA_AUTHORIZE_URL: `${amazon}/ap/oa`,
          LARDER_LWA_API_URL: amazon,
          LARDER_LWA_BUTTON_URL: `${amazon}/button.svg`,
          LARDER_DRS_URL: amazon,
          LARDER_DRS_WEB_URL: amazon,
          LARDER_SNS_TOPIC_ARNS: TOPIC,
          LARDER_SNS_URL: amazon,
          ...LINKING,
          ...IDENTITIES,
          LARDER_CUSTOMER_OIDC_ISSUER: `${amazon}/identity`,
          LARDER_OIDC_ISSUER: `${amazon}/identity`,
          LARDER_OIDC_CLIENT_ID: IDENTITIES.LARDER_CUSTOMER_OIDC_CLIENT_ID,
          LARDER_OIDC_CLIENT_SECRET: IDENTITIES.LARDER_CUSTOMER_OIDC_CLIENT_SECRET,
          LARDER_OIDC_ROLE_CLAIM: 'larder_role',
          LARDER_ALEXA_CLIENT_ID: 'amzn1.application-oa2-client.skill-messaging',
          LARDER_ALEXA_CLIENT_SECRET: 'the-secret-of-skill-messaging',
          LARDER_ALEXA_GATEWAY_URLS: ['na', 'eu', 'fe'].map((region) => `${amazon}/alexa/${region}/v3/events`).join(','),
          LARDER_ALEXA_REDIRECT_URIS: `${amazon}/sandbox/alexa/linked,${ALEXA_REDIRECT}`,
          LARDER_SANDBOX: 'true',
          // Every test orders, within minutes.
          LARDER_ORDERS_AN_HOUR: '1000000',
          LARDER_BRAND_HELP_URL: 'https://help.example/',
          LARDER_BRAND_PRIVACY_URL: 'https://privacy.example/',
        },
      }),
    );
    await until('Larder is ready and hears Amazon', 30, async () => {
      for (const one of running) one.check();
      return (await isUp(larder)) && (await isHeard(amazon));
    });
    await use({ larder, amazon, logs });
    for (const one of running) one.check();
  } finally {
    await Promise.all(running.map((one) => one.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isUp(larder: string): Promise<boolean> {
  return fetch(`${larder}/health/ready`).then((answer) => answer.ok, () => false);
}

/** Whether Larder has confirmed its subscription to Amazon's messages. */
async function isHeard(amazon: string): Promise<boolean> {
  const answer = await fetch(`${amazon}/sandbox/state`).catch(() => undefined);
  if (!answer?.ok) return false;
  const state = (await answer.json()) as { subscription: { confirmed: boolean } };
  return state.subscription.confirmed;
}

interface Running {
  /** Throws where it has ended or broken, with the end of its log. */
  check(): void;
  end(): Promise<void>;
}

function start(path: string, log: string, given: { args: string[]; env: Record<string, string> }): Running {
  const output = openSync(log, 'w');
  const child = spawn(path, given.args, {
    // Nothing of the caller's: a variable of theirs would change what is tested.
    env: { PATH: process.env.PATH ?? '', RUST_LOG: 'info', NO_COLOR: '1', ...given.env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  return {
    check() {
      const text = readFileSync(log, 'utf8');
      if (child.exitCode === null && child.signalCode === null && !text.includes('panicked')) return;
      throw new Error(`${path} has ended or broken; the end of its log:\n${text.slice(-2000)}`);
    },
    async end() {
      await terminate(child);
      process.off('exit', atExit);
    },
  };
}

async function terminate(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(killer);
}

let next = 20_000 + (process.pid % 400) * 25;

/** A port below those that the system gives to outgoing connections, so that nothing takes it meanwhile. */
async function freePort(): Promise<number> {
  for (; next < 32_000; next += 1) {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(next, '127.0.0.1', () => resolve(true));
    });
    if (free) {
      await new Promise((resolve) => server.close(resolve));
      return next++;
    }
  }
  throw new Error('no free port between 20000 and 32000');
}
