// What all pages have: the heading, the way around, what is wrong with a form.

import { expect, type Locator, type Page, type Response } from '@playwright/test';

export type Place = 'Supplies' | 'Orders' | 'Machines' | 'Settings';

export class Frame {
  constructor(protected readonly page: Page) {}

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  async go(place: Place): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await expect(this.heading(place)).toBeVisible();
  }

  /** The summary of what is wrong. */
  get errors(): Locator {
    return this.page.getByRole('alert');
  }

  /** What was just done. */
  get done(): Locator {
    return this.page.locator('.banner').and(this.page.getByRole('status'));
  }

  /** Presses a form's button; answers what the form itself was answered, before any redirect is followed. */
  protected async send(button: Locator): Promise<Response> {
    const [answer] = await Promise.all([
      this.page.waitForResponse((response) => response.request().method() === 'POST'),
      button.click(),
    ]);
    return answer;
  }
}

/** A refused form: the status, the error linked to its field, and what was typed still there. */
export async function expectRefused(frame: Frame, answer: Response, field: Locator, typed: string): Promise<void> {
  expect(answer.status()).toBe(422);
  await expect(field).toHaveValue(typed);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  const id = await field.getAttribute('id');
  const link = frame.errors.getByRole('link');
  await expect(link).toHaveAttribute('href', `#${id}`);
  await expect(field).toHaveAccessibleDescription(new RegExp(escape(await link.innerText())));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
