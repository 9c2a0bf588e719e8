// What a page costs on the wire.

import type { Page, Request } from '@playwright/test';

export interface Transfer {
  /** Encoded bytes of bodies, by kind. */
  html: number;
  css: number;
  /** JavaScript and WebAssembly. */
  scripts: number;
  all: number;
  requests: number;
  /** Addresses on other hosts. */
  elsewhere: string[];
}

/**
 * Follows what the page that is open last has asked for. The event stream does not count, which never ends, nor does
 * the picture of Amazon's button, which is Amazon's own.
 */
export function follow(page: Page, button: string): () => Promise<Transfer> {
  let asked: Request[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) asked = [];
    if (request.resourceType() !== 'eventsource' && request.url() !== button) asked.push(request);
  });
  return async () => {
    const sized = await Promise.all(asked.map(async (it) => ({ it, bytes: (await it.sizes()).responseBodySize })));
    const sum = (counts: (it: Request) => boolean) => sized.filter(({ it }) => counts(it)).reduce((all, { bytes }) => all + bytes, 0);
    const { host } = new URL(page.url());
    return {
      html: sum((it) => it.resourceType() === 'document'),
      css: sum((it) => it.resourceType() === 'stylesheet'),
      scripts: sum((it) => it.resourceType() === 'script' || it.url().endsWith('.wasm')),
      all: sum(() => true),
      requests: asked.length,
      elsewhere: asked.map((it) => it.url()).filter((url) => new URL(url).host !== host),
    };
  };
}
