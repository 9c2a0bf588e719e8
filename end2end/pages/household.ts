// The household: who is of it, inviting and joining.

import { expect, type Locator } from '@playwright/test';

import { Frame } from './frame.ts';

export class Household extends Frame {
  /** Makes an invitation and answers its link. */
  async invite(role: 'Owner' | 'Member' | 'Viewer'): Promise<string> {
    await this.page.goto('/settings/household');
    await this.page.getByRole('combobox', { name: 'Role', exact: true }).selectOption(role);
    await this.page.getByRole('button', { name: 'Make a link' }).click();
    const link = this.page.getByRole('textbox', { name: /^Send them this link/ });
    await expect(link).toBeVisible();
    return link.inputValue();
  }

  async join(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole('button', { name: 'Join' }).click();
  }

  /** Says what somebody else may do. */
  async make(who: string, role: 'Owner' | 'Member' | 'Viewer'): Promise<void> {
    await this.page.goto('/settings/household');
    await this.page.getByRole('combobox', { name: `Role of ${who}` }).selectOption(role);
    await this.page.getByRole('button', { name: `Save the role of ${who}` }).click();
  }

  get nobodyElse(): Locator {
    return this.page.getByText('Nobody else yet.');
  }
}
