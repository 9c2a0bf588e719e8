// The maker's console.

import { expect, type Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class Console extends Frame {
  /** Clicks since the search was typed. */
  clicks = 0;

  /** From the sign-in page, at the maker's identity provider. */
  async signIn(name: string): Promise<void> {
    await this.page.goto('/ops');
    await expect(this.heading('Sign in')).toBeVisible();
    await this.page.getByRole('link', { name: 'Sign in with your account' }).click();
    await this.page.getByRole('button', { name: `Continue as ${name}` }).click();
    await expect(this.heading('Overview')).toBeVisible();
  }

  async click(what: Locator): Promise<void> {
    this.clicks += 1;
    await what.click();
  }

  /** Finds a machine by the last four digits of its serial, from the overview, and opens it. */
  async find(serial: string): Promise<void> {
    this.clicks = 0;
    await this.page.goto('/ops');
    await this.page.getByLabel('Any part of a serial').fill(serial.slice(-4));
    await this.click(this.page.getByRole('button', { name: 'Show' }));
    await this.click(this.page.getByRole('link', { name: serial }));
    await expect(this.heading(serial)).toBeVisible();
  }

  async open(serial: string): Promise<void> {
    await this.page.goto(`/ops/machines/${serial}`);
    await expect(this.heading(serial)).toBeVisible();
  }

  text(words: string): Locator {
    return this.page.getByText(words);
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  place(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name, exact: true });
  }

  /** How the machine stands. */
  get standing(): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: 'How it stands' }) });
  }

  /** A supply of the machine. */
  supply(name: string): Locator {
    return this.page.getByRole('article').filter({ has: this.page.getByRole('heading', { name }) });
  }

  /** Lines of the machine's timeline. */
  get timeline(): Locator {
    return this.page.locator('#timeline').getByRole('listitem');
  }

  /** A form of an act, opened. */
  async act(name: string): Promise<Locator> {
    const form = this.page.locator('details').filter({ has: this.page.getByText(name, { exact: true }) });
    await this.click(form.locator('summary'));
    return form;
  }
}
