/**
 * Whether the built page has the styles of every Mantine component in it: src/app/ui/mantineStyles.ts names them one by
 * one, and a forgotten one would show only on the screen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const STYLES = join(root, 'node_modules/@mantine/core/styles');
/** Mantine's own class names. */
const CLASS = /m_[0-9a-f]{6,8}/g;

/**
 * Names what is missing on stderr.
 *
 * @param {string} dist folder of the built page
 * @returns {boolean}
 */
export function hasAllStyles(dist) {
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  /** @param {string} ending */
  const classesOf = (ending) =>
    new Set(
      names
        .filter((name) => name.endsWith(ending))
        .flatMap((name) => readFileSync(join(dist, name), 'utf8').match(CLASS) ?? []),
    );
  const used = classesOf('.js');
  const styled = classesOf('.css');
  const missing = readdirSync(STYLES)
    .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
    .filter((name) =>
      (readFileSync(join(STYLES, name), 'utf8').match(CLASS) ?? []).some(
        (one) => used.has(one) && !styled.has(one),
      ),
    );
  for (const name of missing) {
    console.error(
      `src/app/ui/mantineStyles.ts lacks: import '@mantine/core/styles/${name}'; (in Mantine's order)`,
    );
  }
  return missing.length === 0;
}
