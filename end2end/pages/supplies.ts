// Supplies: all of them, and one with its level, its forms and its journal.

import { expect, type Locator, type Response } from '@playwright/test';

import { Frame } from './frame.ts';

export class Supplies extends Frame {
  /** The card of a supply. */
  card(name: string): Locator {
    return this.page.getByRole('article').filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** A link to what is in a state. */
  filter(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name });
  }

  /** The field for a part of a name. */
  get find(): Locator {
    return this.page.getByRole('searchbox', { name: 'Find by name' });
  }

  async open(name: string): Promise<void> {
    await this.go('Supplies');
    await this.card(name).getByRole('link', { name, exact: true }).click();
    await expect(this.heading(name)).toBeVisible();
  }
}

export class Supply extends Frame {
  /** The one state in the head of the page. */
  state(words: string): Locator {
    return this.page.locator('.page-head').getByText(words, { exact: true });
  }

  /** What is at home, in the words of the page. */
  left(words: string): Locator {
    return this.page.locator('p.num').filter({ hasText: new RegExp(`^${words} left(,|$)`) });
  }

  get amount(): Locator {
    return this.page.getByLabel('How much did you get?');
  }

  /** What the amount to add comes to. */
  get preview(): Locator {
    return this.page.locator('output').first();
  }

  async add(amount: string): Promise<Response> {
    await this.amount.fill(amount);
    return this.send(this.page.getByRole('button', { name: 'Add supplies' }));
  }

  async undo(): Promise<void> {
    await this.done.getByRole('button', { name: 'Undo' }).click();
  }

  /** The newest day of the journal: what people did, and what the machine reported. */
  get newest(): Locator {
    return this.page.locator('.days > section').first();
  }

  /** Amazon's settings, from the banner of a paused supply. */
  async resumeOnAmazon(): Promise<void> {
    await this.page.getByRole('link', { name: 'Resume on Amazon' }).click();
  }

  async openOrder(): Promise<void> {
    await this.page.getByRole('link', { name: /^(Order under way|Last order)$/ }).click();
  }
}
