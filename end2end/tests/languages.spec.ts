// Every page in every language: all of it is said in that language, and it fits.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures.ts';
import { held } from '../goals.ts';
import { places, visit } from '../places.ts';

const LANGUAGES = ['en-US', 'en-GB', 'de', 'fr', 'it', 'es', 'ja'];
/** English, two fifths longer, in letters that English does not have. */
const PSEUDO = 'en-XA';
/** What is said as the maker, Amazon or a standard says it. */
const NAMES =
  /Login with Amazon|Larder|Amazon|Dash|Replenishment|Coffee pods|Descaler|Water filter|Brewer 2|BREW-2|House blend|KITCHEN1|OFFICE1|SPARE1|LOST1|UTC|AM|PM|English|Deutsch|Français|Italiano|Español|ml|fl oz|oz|lb|kg|delete|B00\w+|[0-9a-f-]{36}|req-\S+|Citric descaler|[A-Z0-9]{4}-[A-Z0-9]{4}|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*/;

test('every page is in the language of its reader, and fits a small phone', async ({ page, house }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  // What is done by the names of buttons is done in English only.
  for (const [nth, place] of places.filter(({ act }) => !act).entries()) {
    // The languages rotate over the pages; the longest is on all of them.
    for (const language of [LANGUAGES[nth % LANGUAGES.length] ?? 'de', PSEUDO]) {
      await test.step(`${place.name} in ${language}`, async () => {
        await visit(page, house, place, language);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), 'no sideways scroll').toBeLessThanOrEqual(320);
        expect(await clipped(page)).toEqual([]);
        if (language === PSEUDO) expect(await untranslated(page)).toEqual([]);
      });
    }
  }
  held(22, `${LANGUAGES.length} languages over all pages, and English two fifths longer`, 'nothing untranslated or clipped');
});

/** Texts cut off by their box. */
async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, header *, footer *')]
      .filter((it) => it.checkVisibility() && !it.matches('.hidden, .hidden *, svg *, input, select, option'))
      .filter((it) => getComputedStyle(it).overflowX !== 'visible' && it.scrollWidth > it.clientWidth + 1)
      .map((it) => it.outerHTML.slice(0, 100)),
  );
}

/** English that did not come from the messages: words, descriptions and titles without a foreign letter. */
async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [document.title];
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (textContent && !parentElement?.closest('script, style, code, option')) texts.push(textContent);
    }
    const named = document.querySelectorAll('[aria-label], [alt], [placeholder], [aria-valuetext]');
    for (const it of named) for (const name of ['aria-label', 'alt', 'placeholder', 'aria-valuetext']) texts.push(it.getAttribute(name) ?? '');
    return texts;
  });
  return texts.filter((text) => /[a-z]{2}/i.test(text.replace(new RegExp(NAMES, 'g'), '')) && !/[äéîöüýÅÉØ]/.test(text.replace(new RegExp(NAMES, 'g'), '')));
}
