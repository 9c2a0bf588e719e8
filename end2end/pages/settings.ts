// Settings: how pages look, and one's own data.

import type { Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class Settings extends Frame {
  theme(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  /** Types a word and says that it is meant, on the page of one's data. */
  async deleteAccount(word: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Are you sure?' }).fill(word);
    await this.page.getByRole('button', { name: 'Delete my account' }).click();
  }

  get save(): Locator {
    return this.page.getByRole('button', { name: 'Save', exact: true });
  }
}
