// Lighthouse's mobile audit of pages of a running Larder, the median of several runs each.
//
//   LARDER_COOKIE='larder=…' node audit.mjs RUNS ADDRESS...
//
// Prints a table; ends with 1 where a page has less than it should.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const LEAST = { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 };
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
const TIMES = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

const [runs, ...addresses] = process.argv.slice(2);
const cookie = process.env.LARDER_COOKIE;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function once(address) {
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

let failed = false;
console.log(`${'page'.padEnd(24)}perf  a11y  best   seo   LCP ms  TBT ms     CLS   median of ${runs}`);
for (const address of addresses) {
  const reports = [];
  for (let run = 0; run < Number(runs); run += 1) reports.push(await once(address));
  const score = (name) => Math.round(100 * median(reports.map((it) => it.categories[name].score ?? 0)));
  const time = (name) => median(reports.map((it) => it.audits[name].numericValue ?? 0));
  const [lcp, tbt, cls] = TIMES.map(time);
  const scores = Object.keys(LEAST).map(score);
  const page = new URL(address).pathname.replace(/[0-9a-f-]{36}/, '…');
  console.log(
    page.padEnd(22) +
      scores.map((it) => String(it).padStart(6)).join('') +
      String(Math.round(lcp)).padStart(9) +
      String(Math.round(tbt)).padStart(8) +
      cls.toFixed(3).padStart(8),
  );
  for (const [nth, name] of Object.keys(LEAST).entries()) {
    if (scores[nth] >= LEAST[name]) continue;
    failed = true;
    console.log(`  too little: ${name} ${scores[nth]}, at least ${LEAST[name]}`);
    const { categories, audits } = reports[0];
    for (const { id, weight } of categories[name].auditRefs) {
      const { score, title, displayValue } = audits[id];
      if (weight > 0 && score !== null && score < 0.9) console.log(`    ${id}: ${title} ${displayValue ?? ''}`);
    }
  }
}
process.exitCode = failed ? 1 : 0;
