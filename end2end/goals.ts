// Goals with numbers. Each is noted on the test that measures it; `cargo xtask test` prints them all as one table.

import { expect, test } from '@playwright/test';

/** Notes what was measured, and fails the test in the end where that is more than it may be. */
export function atMost(row: number, what: string, most: number, measured: number, unit: string): void {
  const [goal, found] = [most, measured].map((it) => `${number(it)} ${unit}`.trim());
  note(row, what, `≤ ${goal}`, measured > most ? `${found}, MISSED` : `${found}`);
  expect.soft(measured, what).toBeLessThanOrEqual(most);
}

/** Notes how much was found that should not be there, and fails the test in the end where that is anything. */
export function none(row: number, what: string, found: string[]): void {
  note(row, what, '0', found.length > 0 ? `${found.length}, MISSED` : '0');
  expect.soft(found, what).toEqual([]);
}

/** Notes that a goal is held: after everything that it asks for was looked at. */
export function held(row: number, what: string, goal: string): void {
  note(row, what, goal, 'held');
}

/** Notes the end of a journey, where scripts were missing. */
export function travelled(journey: string): void {
  const [kind, how] = test.info().project.name.split('-');
  if (kind === 'no') held(10, `${journey}, scripts off`, 'done');
  if (kind === 'scripts') held(11, `${journey}, scripts ${how}`, 'done');
}

function note(row: number, ...columns: string[]): void {
  test.info().annotations.push({ type: 'goal', description: [row, ...columns].join(' | ') });
}

function number(it: number): string {
  return it.toLocaleString('en', { maximumFractionDigits: it < 10 ? 3 : 1 });
}

/** The value that all but one in twenty stay below. */
export function p95(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? NaN;
}
