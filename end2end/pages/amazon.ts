// Amazon's pages for customers: sign-in, consent, choice of products, settings.

import { expect, type Locator, type Page } from '@playwright/test';

export class AmazonPages {
  constructor(private readonly page: Page) {}

  private heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  private press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Signs in as one of the customers that are offered. */
  async signInAs(customer: 'Anna' | 'Ben' | 'Chiara'): Promise<void> {
    await expect(this.heading('Sign in')).toBeVisible();
    await this.page.getByRole('radio', { name: customer }).check();
    await this.press('Sign in');
  }

  /** Signs in under any name. */
  async signInByName(name: string): Promise<void> {
    await expect(this.heading('Sign in')).toBeVisible();
    await this.page.getByLabel('Or another name').fill(name);
    await this.press('Sign in');
  }

  async allow(): Promise<void> {
    await expect(this.heading('Allow automatic orders')).toBeVisible();
    await this.press('Allow');
    await expect(this.heading('Choose products')).toBeVisible();
  }

  async refuse(): Promise<void> {
    await expect(this.heading('Allow automatic orders')).toBeVisible();
    await this.press('Cancel');
  }

  /** Chooses a product for a supply. */
  async choose(supply: string, product: string): Promise<void> {
    await this.page.getByRole('group', { name: supply }).getByRole('radio', { name: product }).check();
  }

  /** Goes back to the maker with what is chosen. */
  async complete(): Promise<void> {
    await this.press('Complete setup');
  }

  async expectSettings(): Promise<void> {
    await expect(this.heading('Amazon Dash Replenishment settings')).toBeVisible();
  }

  async pause(supply: string): Promise<void> {
    await this.press(`Pause ${supply}`);
    await expect(this.page.getByRole('button', { name: `Resume ${supply}` })).toBeVisible();
  }

  async resume(supply: string): Promise<void> {
    await this.press(`Resume ${supply}`);
    await expect(this.page.getByRole('button', { name: `Pause ${supply}` })).toBeVisible();
  }

  async deregister(): Promise<void> {
    await this.press('Deregister this device');
    await expect(this.heading('Not registered')).toBeVisible();
  }

  /** Leaves the settings for where they were opened from. */
  async exit(): Promise<void> {
    await this.page.getByRole('link', { name: 'Exit' }).click();
  }
}
