// Lighthouse's mobile audit of pages of a running Larder, the median of several runs each.
//
//   LARDER_COOKIE='larder=…' node audit.mjs RUNS ADDRESS...
//
// Prints a table, then each goal in a line `goal row | what | goal | measured`; ends with 1 where one is missed.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const LEAST = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 };
const TIMES = {
  lcp: 'largest-contentful-paint',
  tbt: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
};
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const [runs, ...addresses] = process.argv.slice(2);

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function once(address) {
  // Who is signed in does not see the page for signing in.
  const cookie = new URL(address).pathname === '/sign-in' ? undefined : process.env.LARDER_COOKIE;
  const chrome = await launch({ chromePath: '/usr/bin/chromium', chromeFlags: FLAGS, ignoreDefaultFlags: true });
  try {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: Object.keys(LEAST),
      ...(cookie && { extraHeaders: { cookie } }),
    });
    return lhr;
  } finally {
    chrome.kill();
  }
}

async function measure(address) {
  const reports = [];
  for (let run = 0; run < Number(runs); run += 1) reports.push(await once(address));
  const score = (name) => Math.round(100 * median(reports.map((it) => it.categories[name].score ?? 0)));
  const time = (name) => median(reports.map((it) => it.audits[name].numericValue ?? Infinity));
  return {
    page: new URL(address).pathname.replace(/[0-9a-f-]{36}/, '…'),
    scores: Object.fromEntries(Object.keys(LEAST).map((name) => [name, score(name)])),
    ...Object.fromEntries(Object.entries(TIMES).map(([short, name]) => [short, time(name)])),
    isAlive: reports[0].audits['network-requests'].details.items.some(({ url }) => url.includes('/pkg/')),
    report: reports[0],
  };
}

/** What takes from a score, as the first run has it. */
function complain({ report: { categories, audits } }, name) {
  for (const { id, weight } of categories[name].auditRefs) {
    const { score, title, displayValue } = audits[id];
    if (weight > 0 && score !== null && score < 0.9) console.log(`    ${id}: ${title} ${displayValue ?? ''}`);
  }
}

console.log(`${'page'.padEnd(24)}perf  a11y  best   seo   LCP ms  TBT ms     CLS   median of ${runs}`);
const pages = [];
for (const address of addresses) {
  const it = await measure(address);
  pages.push(it);
  console.log(
    it.page.padEnd(22) +
      Object.values(it.scores).map((score) => String(score).padStart(6)).join('') +
      String(Math.round(it.lcp)).padStart(9) +
      String(Math.round(it.tbt)).padStart(8) +
      it.cls.toFixed(3).padStart(8),
  );
  for (const [name, least] of Object.entries(LEAST)) if (it.scores[name] < least) complain(it, name);
}

function goal(row, what, goal, measured, isMissed) {
  console.log(`goal ${row} | ${what} | ${goal} | ${measured}${isMissed ? ', MISSED' : ''}`);
  if (isMissed) process.exitCode = 1;
}

for (const [name, least] of Object.entries(LEAST)) {
  const worst = Math.min(...pages.map((it) => it.scores[name]));
  goal(1, `Lighthouse mobile, ${name}, least of ${pages.length} pages`, `≥ ${least}`, worst, worst < least);
}
function most(row, what, limit, values, show) {
  const worst = Math.max(...values);
  goal(row, `${what}, most of ${values.length} pages`, `≤ ${show(limit)}`, show(worst), worst > limit);
}
const inMs = (value) => `${Math.round(value)} ms`;
const paints = (isAlive) => pages.filter((it) => it.isAlive === isAlive).map((it) => it.lcp);
most(2, 'largest contentful paint, with islands', 1500, paints(true), inMs);
most(2, 'largest contentful paint, without islands', 1000, paints(false), inMs);
most(3, 'total blocking time', 30, pages.map((it) => it.tbt), inMs);
most(3, 'cumulative layout shift', 0.001, pages.map((it) => it.cls), (value) => value.toFixed(3));
