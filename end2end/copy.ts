// How the words of a page read.

import type { Page } from '@playwright/test';

/** Everything that is said on a page: what is seen, the title, and what is said to those who do not see. */
export async function said(page: Page): Promise<string> {
  return page.evaluate(() => {
    const named = [...document.querySelectorAll('[aria-label], [alt]')];
    const names = named.map((it) => it.getAttribute('aria-label') ?? it.getAttribute('alt'));
    return [document.title, document.body.innerText, ...names].join('\n');
  });
}

/** The sentences of a text with a block in each line. Labels, headings and figures are none. */
export function sentences(text: string): string[] {
  return text
    .split('\n')
    .flatMap((block) => block.split(/(?<=[.?!])\s+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[.?!]$/.test(sentence) && words(sentence).length > 2);
}

/** The Flesch–Kincaid grade: the years at school that it takes to read them. */
export function grade(sentences: string[]): number {
  const all = sentences.flatMap(words);
  const syllables = all.reduce((sum, word) => sum + countSyllables(word), 0);
  return (0.39 * all.length) / sentences.length + (11.8 * syllables) / all.length - 15.59;
}

function words(text: string): string[] {
  return text.match(/[A-Za-z]+(?:['’][a-z]+)?/g) ?? [];
}

/** Groups of vowels, without an e that is not spoken. */
function countSyllables(word: string): number {
  const spoken = word.toLowerCase().replace(/(?:[^laeiouy]e|[^aeioutd]ed|[^aeiouscxz]es)$/, (end) => end[0] ?? '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}
