// An order: its steps, and what only the customer knows of it.

import type { Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class OrderPage extends Frame {
  /** The state in the head of the page. */
  state(words: string): Locator {
    return this.page.locator('.page-head').getByText(words, { exact: true });
  }

  /** A step of its way. */
  step(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  get question(): Locator {
    return this.page.getByText('Has it arrived?');
  }

  async arrivedEarly(): Promise<void> {
    await this.page.getByRole('button', { name: 'It arrived early' }).click();
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Yes, it is here' }).click();
  }
}
