import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of dist/, what is to be found in it, and what takes its place. */
export type Change = readonly [path: string, what: RegExp, by: string];

/** A copy of dist/ with changes, in a folder that goes when the tests end. Throws where there is nothing to change. */
export function copyPage(changes: readonly Change[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lentigo-page-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync('dist', folder, { recursive: true });
  for (const [path, what, by] of changes) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (!what.test(text)) throw new Error(`${path} holds nothing like ${String(what)}`);
    writeFileSync(join(folder, path), text.replace(what, by));
  }
  return folder;
}
