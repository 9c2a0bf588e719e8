// Settings: how pages look.

import type { Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class Settings extends Frame {
  theme(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }

  get save(): Locator {
    return this.page.getByRole('button', { name: 'Save' });
  }
}
