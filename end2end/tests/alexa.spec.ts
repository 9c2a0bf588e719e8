// Linking with Alexa: from the app, through signing in and consent, and back. Runs with scripts off too.

import { expect, test } from '../fixtures.ts';
import { AlexaApp } from '../pages/alexa.ts';
import { SignIn } from '../pages/sign-in.ts';

test('an account is linked in the Alexa app by whoever signs in on the way', async ({ page, servers }) => {
  const app = new AlexaApp(page);
  await app.link(servers.amazon, 'Chiara', 'EU');
  const signIn = new SignIn(page);
  await signIn.button.click();
  await signIn.amazon.signInAs('Chiara');
  await app.answer('Don’t allow');
  await expect(app.heading('Not linked')).toBeVisible();
  await expect(page.getByText('it was refused: access_denied')).toBeVisible();

  // Who is signed in is asked at once.
  await app.link(servers.amazon, 'Chiara', 'EU');
  await app.answer('Allow');
  await expect(app.heading('What Amazon believes')).toBeVisible();
  await expect(app.skill('Chiara, EU: the skill is enabled')).toBeVisible();
});
