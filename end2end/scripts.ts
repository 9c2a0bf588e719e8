// Scripts that do not come, or come broken: every page has to be whole without them.

import type { Page } from '@playwright/test';

const SCRIPTS = '**/pkg/**';

/** How scripts come to a page. */
export type Scripts = 'whole' | keyof typeof troubles;

/** What is done to a page for scripts to come so. */
export const troubles = {
  blocked: (page: Page) => page.route(SCRIPTS, (route) => route.abort()),
  corrupt: (page: Page) => page.route(SCRIPTS, (route) => route.fulfill({ body: 'corrupt' })),
  late: (page: Page) => page.route(SCRIPTS, () => {}),
};
