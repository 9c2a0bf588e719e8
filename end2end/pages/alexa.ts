// The Alexa app, as the sandbox plays it, and the consent that it leads to.

import { expect, type Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class AlexaApp extends Frame {
  /** Begins to link, in the app of somebody in a region. */
  async link(sandbox: string, customer: 'Anna' | 'Ben' | 'Chiara', region: 'NA' | 'EU' | 'FE'): Promise<void> {
    await this.page.goto(`${sandbox}/sandbox`);
    await this.page.getByLabel('Whose').selectOption(customer);
    await this.page.getByLabel('Region').selectOption(region);
    await this.page.getByRole('button', { name: 'Link in the Alexa app' }).click();
  }

  /** Says yes or no to what Alexa asks. */
  async answer(words: 'Allow' | 'Don’t allow'): Promise<void> {
    await expect(this.heading('Link with Alexa')).toBeVisible();
    await this.page.getByRole('button', { name: words, exact: true }).click();
  }

  /** What the app says of a customer. */
  skill(words: string): Locator {
    return this.page.getByRole('heading', { level: 3, name: words });
  }
}
