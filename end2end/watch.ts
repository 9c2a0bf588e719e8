// What a page must not do while somebody looks at it.

import type { Page, Response } from '@playwright/test';

/** Collects whatever goes wrong on a page from now on; `hosts` are where it may load from. */
export function watch(page: Page, hosts: string[]): string[] {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`page error: ${error.message}`));
  page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}: ${request.failure()?.errorText}`));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && !hosts.includes(host)) wrong.push(`elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !isDocument(response)) wrong.push(`${response.status()}: ${response.url()}`);
  });
  page.on('console', (message) => {
    // The browser says of a page with another status than 200 that it could not be loaded.
    const isStatus = message.text().startsWith('Failed to load resource') && message.location().url === page.url();
    // Playwright keeps service workers out and says so.
    if (message.text().startsWith('Service Worker registration blocked')) return;
    if (['error', 'warning'].includes(message.type()) && !isStatus) {
      wrong.push(`${message.type()}: ${message.text()}`);
    }
  });
  return wrong;
}

function isDocument(response: Response): boolean {
  return response.request().resourceType() === 'document';
}
