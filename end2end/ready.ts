// Before any test: what the tests start must be there.

import { existsSync } from 'node:fs';

import { binaries } from './servers.ts';

export default function ready(): void {
  const absent = Object.values(binaries).filter((path) => !existsSync(path));
  if (absent.length > 0) {
    throw new Error(
      `${absent.join(' and ')} not found: run \`cargo build -p server -p sandbox\` in the project's folder first`,
    );
  }
}
