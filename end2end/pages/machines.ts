// Machines: adding one, connecting it to Amazon, and the ways that ends.

import { expect, type Locator, type Response } from '@playwright/test';

import { Frame } from './frame.ts';

export class AddMachine extends Frame {
  get code(): Locator {
    return this.page.getByLabel('Code');
  }

  async add(code: string): Promise<Response> {
    await this.code.fill(code);
    return this.send(this.page.getByRole('button', { name: 'Add machine' }));
  }
}

export class Connect extends Frame {
  /** To Amazon. */
  async start(): Promise<void> {
    await expect(this.heading('Connect to Amazon')).toBeVisible();
    await this.page.getByRole('link', { name: 'Login with Amazon' }).click();
  }

  get done(): Locator {
    return this.heading('Connected');
  }

  /** The first question about a supply. */
  question(supply: string): Locator {
    return this.page.getByRole('heading', { name: `${supply}: how much is in it now?` });
  }

  /** Answers it with "full". */
  async full(supply: string): Promise<void> {
    const card = this.page.locator('section').filter({ has: this.question(supply) });
    await card.getByRole('button', { name: 'It is full' }).click();
  }
}

export class MachinePage extends Frame {
  async open(id: string): Promise<void> {
    await this.page.goto(`/devices/${id}`);
  }

  /** Amazon's settings of the machine. */
  async settings(): Promise<void> {
    await this.page.getByRole('link', { name: 'Change products or pause on Amazon' }).click();
  }

  /** Whether it is connected, in the head of the page. */
  connection(words: 'Connected' | 'Not connected'): Locator {
    return this.page.locator('.page-head').getByText(words, { exact: true });
  }

  text(words: RegExp): Locator {
    return this.page.getByText(words);
  }

  async connectAgain(): Promise<void> {
    await this.page.getByRole('link', { name: 'Connect again' }).click();
  }

  async disconnect(): Promise<void> {
    await this.page.getByRole('button', { name: 'Disconnect from Amazon' }).click();
  }

  /** Removes the machine; the page in between says what is deleted. */
  async remove(): Promise<void> {
    await this.page.getByRole('link', { name: 'Remove this machine' }).click();
    await expect(this.heading(/^Remove /)).toBeVisible();
    await expect(this.text(/levels, journal and orders are deleted/)).toBeVisible();
    await this.page.getByRole('button', { name: 'Remove machine' }).click();
    await expect(this.heading('Machines')).toBeVisible();
  }
}
