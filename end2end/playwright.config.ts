// What runs in which browser. Chromium is the system's: nothing is downloaded.

import { defineConfig, devices } from '@playwright/test';

import type { Options } from './fixtures.ts';
import type { Scripts } from './scripts.ts';

const pixel = devices['Pixel 7'];
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = {
  viewport: { width: 393, height: 851 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: pixel.userAgent,
};

// Pictures are made, and times that need a machine at rest are taken, when they are asked for.
const unasked = [
  ...(process.env.SCREENSHOTS === '1' ? [] : ['screenshots.spec.ts']),
  ...(process.env.AUDIT === '1' ? [] : ['pace.spec.ts']),
];

export default defineConfig<Options>({
  testDir: 'tests',
  outputDir: 'results/artifacts',
  globalSetup: './ready.ts',
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  use: {
    browserName: 'chromium',
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A page is what the server sends now; what is kept for later has a test of its own.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'no-script',
      testMatch: ['alexa', 'console', 'journey', 'household', 'tokens'].map((name) => `${name}.spec.ts`),
      use: { ...desktop, javaScriptEnabled: false },
    },
    ...(['late', 'blocked', 'corrupt'] satisfies Scripts[]).map((scripts) => ({
      name: `scripts-${scripts}`,
      testMatch: 'journey.spec.ts',
      use: { ...desktop, scripts },
    })),
    { name: 'desktop', testIgnore: unasked, use: desktop },
    // What does not depend on the size of the window runs once, on the desktop.
    {
      name: 'phone',
      testIgnore: [
        ...['filters', 'goals', 'islands', 'languages', 'live', 'offline', 'pace', 'security'].map((name) => `${name}.spec.ts`),
        ...unasked,
      ],
      use: phone,
    },
  ],
});
