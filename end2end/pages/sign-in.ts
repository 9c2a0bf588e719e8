// Signing in and out.

import { expect, type Page } from '@playwright/test';

import { AmazonPages } from './amazon.ts';
import { Frame } from './frame.ts';

export class SignIn extends Frame {
  readonly amazon: AmazonPages;

  constructor(page: Page) {
    super(page);
    this.amazon = new AmazonPages(page);
  }

  get button() {
    return this.page.getByRole('link', { name: 'Login with Amazon' });
  }

  /** From wherever it leads: signs in under any name, and ends on the supplies. */
  async as(name: string): Promise<void> {
    await this.page.goto('/sign-in');
    await this.button.click();
    await this.amazon.signInByName(name);
    await expect(this.heading('Supplies')).toBeVisible();
  }

  /** At the maker's identity provider, from the sign-in page. */
  async atMaker(name: 'Anna' | 'Ben' | 'Chiara'): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.getByRole('link', { name: 'Sign in with Larder' }).click();
    await this.page.getByRole('button', { name: `Continue as ${name}` }).click();
  }

  async out(): Promise<void> {
    await this.go('Settings');
    await this.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(this.button).toBeVisible();
  }
}
