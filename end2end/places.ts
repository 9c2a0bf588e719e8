// Every page, in every state that has a look of its own.

import type { Page } from '@playwright/test';

import type { Desk } from './desk.ts';
import { serials } from './desk.ts';
import type { House } from './house.ts';
import { AddMachine } from './pages/machines.ts';
import { Settings } from './pages/settings.ts';
import { Supply } from './pages/supplies.ts';
import { ALEXA, ALEXA_REDIRECT } from './servers.ts';

export interface Place {
  name: string;
  /** Who looks; nobody is signed in where it is left out. */
  who?: 'resident' | 'neighbour' | 'newcomer';
  path: (house: House) => string;
  heading: string | RegExp;
  status?: number;
  /** What is done there before one looks. */
  act?: (page: Page) => Promise<unknown>;
}

const nobody: Place[] = [
  { name: 'home', path: () => '/', heading: 'Supplies that reorder themselves' },
  { name: 'sign-in', path: () => '/sign-in', heading: 'Sign in' },
  { name: 'sign-in-kept', path: () => '/sign-in?next=%2Fdevices%2Fadd&draft=1', heading: 'Sign in' },
  { name: 'home-deleted', path: () => '/?done=deleted', heading: 'Supplies that reorder themselves' },
  { name: 'help', path: () => '/help', heading: 'Help' },
  { name: 'privacy', path: () => '/legal/privacy', heading: 'What we keep, and for how long' },
  { name: 'offline', path: () => '/offline', heading: 'You are offline' },
  { name: 'link-nowhere', path: () => '/oauth/authorize?client_id=nobody', heading: 'This way to link does not work', status: 400 },
  { name: 'sign-in-refused', path: () => '/sign-in?error=refused', heading: 'Sign in' },
];

const newcomers: Place[] = [
  { name: 'supplies-empty', path: () => '/supplies', heading: 'Supplies' },
  { name: 'orders-empty', path: () => '/orders', heading: 'Orders' },
  { name: 'devices-empty', path: () => '/devices', heading: 'Machines' },
];

/** What Alexa asks. */
const consent = new URLSearchParams({
  response_type: 'code',
  client_id: ALEXA,
  redirect_uri: ALEXA_REDIRECT,
  state: 'x',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
});

const pods = (house: House) => house.kitchen.supplies['Coffee pods'];

const residents: Place[] = [
  { name: 'supplies', path: () => '/supplies', heading: 'Supplies' },
  { name: 'supplies-filtered', path: () => '/supplies?show=paused', heading: 'Supplies' },
  { name: 'supplies-filtered-empty', path: () => '/supplies?show=low', heading: 'Supplies' },
  { name: 'supply-arrived', path: (house) => `/supplies/${pods(house)}`, heading: 'Coffee pods' },
  { name: 'supply-on-the-way', path: ({ kitchen }) => `/supplies/${kitchen.supplies['Descaler']}`, heading: 'Descaler' },
  { name: 'supply-reordering', path: ({ kitchen }) => `/supplies/${kitchen.supplies['Water filter']}`, heading: 'Water filter' },
  { name: 'supply-paused', path: ({ office }) => `/supplies/${office.supplies['Coffee pods']}`, heading: 'Coffee pods' },
  { name: 'supply-unknown', path: ({ office }) => `/supplies/${office.supplies['Descaler']}`, heading: 'Descaler' },
  { name: 'supply-not-connected', path: ({ lost }) => `/supplies/${lost.supplies['Coffee pods']}`, heading: 'Coffee pods' },
  { name: 'supply-no-product', path: ({ office }) => `/supplies/${office.supplies['Water filter']}`, heading: 'Water filter' },
  { name: 'restock', path: (house) => `/supplies/${pods(house)}/restock`, heading: 'Add supplies' },
  {
    name: 'restock-refused',
    path: (house) => `/supplies/${pods(house)}/restock`,
    heading: 'Add supplies',
    act: (page) => new Supply(page).add('many'),
  },
  { name: 'level', path: ({ office }) => `/supplies/${office.supplies['Descaler']}/level`, heading: 'Descaler' },
  { name: 'journal', path: (house) => `/supplies/${pods(house)}/journal`, heading: 'Journal' },
  { name: 'orders', path: () => '/orders', heading: 'Orders' },
  { name: 'order-arrived', path: ({ kitchen }) => `/orders/${kitchen.arrived}`, heading: 'Coffee pods' },
  { name: 'order-shipped', path: ({ kitchen }) => `/orders/${kitchen.shipped}`, heading: 'Descaler' },
  { name: 'order-requested', path: ({ kitchen }) => `/orders/${kitchen.requested}`, heading: 'Water filter' },
  { name: 'devices', path: () => '/devices', heading: 'Machines' },
  { name: 'device', path: ({ kitchen }) => `/devices/${kitchen.id}`, heading: 'Brewer 2' },
  { name: 'device-not-connected', path: ({ spare }) => `/devices/${spare}`, heading: 'Brewer 2' },
  { name: 'device-deregistered', path: ({ lost }) => `/devices/${lost.id}`, heading: 'Brewer 2' },
  { name: 'connect', path: ({ spare }) => `/devices/${spare}/connect`, heading: 'Connect to Amazon' },
  { name: 'connect-refused', path: ({ spare }) => `/devices/${spare}/connect?error=refused`, heading: 'Connect to Amazon' },
  { name: 'connect-done', path: ({ office }) => `/devices/${office.id}/connect?step=done`, heading: 'Connected' },
  { name: 'remove', path: ({ kitchen }) => `/devices/${kitchen.id}/remove`, heading: 'Remove Brewer 2?' },
  { name: 'add', path: () => '/devices/add', heading: 'Add a machine' },
  { name: 'add-refused', path: () => '/devices/add', heading: 'Add a machine', act: (page) => new AddMachine(page).add('WRONG-CODE') },
  { name: 'settings', path: () => '/settings', heading: 'Settings' },
  { name: 'household', path: () => '/settings/household?code=7K3M-9QXA-2B5C', heading: 'Household' },
  { name: 'join', path: () => '/join?code=7K3M-9QXA-2B5C', heading: 'Join a household' },
  { name: 'link', path: () => `/oauth/authorize?${consent}`, heading: 'Link with Alexa' },
  { name: 'data', path: () => '/settings/data', heading: 'Your data' },
  {
    name: 'data-refused',
    path: () => '/settings/data',
    heading: 'Your data',
    act: (page) => new Settings(page).deleteAccount('yes'),
  },
  {
    name: 'missing-supply',
    path: () => '/supplies/00000000-0000-7000-8000-000000000000',
    heading: 'This supply does not exist any more',
    status: 404,
  },
  { name: 'refused', path: () => '/sign-out', heading: 'This page does not exist', status: 405 },
  { name: 'missing', path: () => '/nowhere', heading: 'This page does not exist', status: 404 },
];

const neighbours: Place[] = [
  { name: 'supply-out', path: ({ pantry }) => `/supplies/${pantry.supplies['Coffee pods']}`, heading: 'Coffee pods' },
  { name: 'supply-low', path: ({ pantry }) => `/supplies/${pantry.supplies['Descaler']}`, heading: 'Descaler' },
  { name: 'supply-refused', path: ({ pantry }) => `/supplies/${pantry.supplies['Water filter']}`, heading: 'Water filter' },
];

export const places: Place[] = [
  ...nobody,
  ...newcomers.map((place) => ({ ...place, who: 'newcomer' as const })),
  ...neighbours.map((place) => ({ ...place, who: 'neighbour' as const })),
  ...residents.map((place) => ({ ...place, who: 'resident' as const })),
];

/** Opens a place in a browser that has no session yet, in the browser's language or another one. */
export async function visit(page: Page, house: House, place: Place, language?: string): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  if (place.who) await context.addCookies(house[place.who]);
  if (language) await context.addCookies([{ name: 'language', value: language, domain: '127.0.0.1', path: '/' }]);
  await page.goto(place.path(house));
  await place.act?.(page);
}

/** A page of the maker's console. */
export interface DeskPlace {
  name: string;
  /** Who looks; nobody is signed in where it is left out. */
  who?: keyof Desk['operator'];
  path: (desk: Desk) => string;
  heading: string;
  status?: number;
}

export const deskPlaces: DeskPlace[] = [
  { name: 'console-sign-in', path: () => '/ops/sign-in', heading: 'Sign in' },
  { name: 'console-join', path: () => '/ops/join?code=nobody', heading: 'You are invited to the console of Larder' },
  { name: 'console-overview', who: 'support', path: () => '/ops', heading: 'Overview' },
  { name: 'console-machines', who: 'support', path: () => '/ops/machines', heading: 'Machines' },
  { name: 'console-machines-found', who: 'support', path: () => '/ops/machines?q=4711', heading: 'Machines' },
  { name: 'console-machine-paused', who: 'support', path: () => `/ops/machines/${serials.paused}`, heading: serials.paused },
  { name: 'console-machine-twice', who: 'viewer', path: () => `/ops/machines/${serials.twice}`, heading: serials.twice },
  { name: 'console-machine-doubted', who: 'support', path: () => `/ops/machines/${serials.doubted}`, heading: serials.doubted },
  {
    name: 'console-as-customer',
    who: 'support',
    path: () => `/ops/machines/${serials.twice}/as-customer`,
    heading: `${serials.twice} as its customer sees it`,
  },
  { name: 'console-orders', who: 'support', path: () => '/ops/orders', heading: 'Orders' },
  { name: 'console-work', who: 'support', path: () => '/ops/work', heading: 'Work' },
  { name: 'console-messages', who: 'support', path: () => '/ops/messages', heading: 'Messages' },
  { name: 'console-models', who: 'support', path: () => '/ops/models', heading: 'Models' },
  { name: 'console-model', who: 'support', path: () => '/ops/models/BREW-2', heading: 'BREW-2' },
  { name: 'console-webhooks', who: 'admin', path: () => '/ops/webhooks', heading: 'Webhooks' },
  { name: 'console-webhook', who: 'admin', path: ({ webhook }) => `/ops/webhooks/${webhook}`, heading: '/health/live' },
  { name: 'console-people', who: 'admin', path: () => '/ops/people', heading: 'People and keys' },
  { name: 'console-audit', who: 'support', path: () => '/ops/audit', heading: 'Audit' },
  { name: 'console-forbidden', who: 'viewer', path: () => '/ops/people', heading: 'Your role does not allow this', status: 403 },
  { name: 'console-missing', who: 'viewer', path: () => '/ops/nowhere', heading: 'This page does not exist', status: 404 },
];

/** Opens a page of the console in a browser that has no session yet. */
export async function visitDesk(page: Page, desk: Desk, place: DeskPlace): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  if (place.who) await context.addCookies(desk.operator[place.who]);
  await page.goto(place.path(desk));
}
