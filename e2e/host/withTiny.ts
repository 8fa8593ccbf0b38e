import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { copyPage } from './copyPage';

/** A copy of dist/ that offers the tests' own small network beside the shipped ones. */
export function pageWithTiny(): string {
  const entry = '{ "id": "tiny", "name": "Tiny", "bytes": 31320 }';
  const folder = copyPage([['models/index.json', /"models": \[/, `"models": [${entry},`]]);
  cpSync('e2e/fixtures/tiny', join(folder, 'models/tiny'), { recursive: true });
  return folder;
}
