// Two people and one machine. Runs with scripts off too.

import { expect, test } from '../fixtures.ts';
import { travelled } from '../goals.ts';
import { Household } from '../pages/household.ts';
import { Settings } from '../pages/settings.ts';
import { Supplies, Supply } from '../pages/supplies.ts';

test('a machine is shared, and who leaves takes nothing of it along', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
  machine,
  newCustomer,
}) => {
  const owner = await newCustomer();
  const { supplies } = await owner.own(machine);
  const pods = `/supplies/${supplies['Coffee pods']}`;
  await page.context().addCookies((await owner.cookies()).cookies);
  const theirs = new Household(page);
  const link = await theirs.invite('Viewer');

  const guest = await newCustomer();
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  await context.addCookies((await guest.cookies()).cookies);
  const second = await context.newPage();
  await new Household(second).join(link);
  await expect(new Supplies(second).heading('Supplies')).toBeVisible();
  await second.goto(pods);
  await expect(new Supply(second).heading('Coffee pods')).toBeVisible();
  await expect(second.getByRole('button', { name: 'Add supplies' })).toHaveCount(0);

  await theirs.make('Person 2', 'Member');
  await second.goto(`${pods}/restock`);
  await new Supply(second).add('12');
  await expect(second).toHaveURL(/\?done=/);
  await page.goto(pods);
  await expect(new Supply(page).newest).toContainText('Added 12');

  await second.goto('/settings/data');
  await new Settings(second).deleteAccount('delete');
  await expect(second.getByText('Your account and everything in it has been deleted')).toBeVisible();
  await page.goto('/settings/household');
  await expect(theirs.nobodyElse).toBeVisible();
  await page.goto(pods);
  await expect(new Supply(page).newest).toContainText('Added 12');
  await context.close();
  travelled('a machine that is shared');
});
