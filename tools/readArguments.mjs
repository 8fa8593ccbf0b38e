/** A command's words, read and checked alike for all commands that drive the page. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './setup.mjs';

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'];

/**
 * Ends the process with code 2 where the arguments are wrong, with code 0 after `--help`.
 *
 * @param {string} usage
 * @param {{ texts: readonly string[], flags: readonly string[] }} names `help` is known anyway
 */
export function readArguments(usage, { texts, flags }) {
  /** @param {string} words @returns {never} */
  const refuse = (words) => {
    console.error(`${words}\n\n${usage}`);
    process.exit(2);
  };
  const known = [
    ...texts.map((name) => [name, { type: /** @type {const} */ ('string') }]),
    ...[...flags, 'help'].map((name) => [name, { type: /** @type {const} */ ('boolean') }]),
  ];
  /** @type {Record<string, unknown>} */
  let values;
  try {
    ({ values } = parseArgs({ options: Object.fromEntries(known) }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) {
    console.log(usage);
    process.exit(0);
  }
  /** @param {string} name @returns {string | null} */
  const text = (name) => {
    const given = values[name];
    return typeof given === 'string' ? given : null;
  };
  return {
    refuse,
    text,
    /** @param {string} name */
    flag: (name) => values[name] === true,
    /** @param {string} name @returns {string | null} its whole path */
    folder: (name) => {
      const given = text(name);
      if (given === null) return null;
      const path = resolve(given);
      if (!existsSync(path) || !statSync(path).isDirectory())
        refuse(`--${name}: ${given} is no folder`);
      return path;
    },
    /** @param {string} name @param {readonly string[]} allowed */
    oneOf: (name, allowed) => {
      const given = text(name);
      if (given === null || allowed.includes(given)) return given;
      return refuse(`--${name}: "${given}" is none of ${allowed.join(', ')}`);
    },
  };
}

/** Ids of the models that ship. @returns {string[]} */
export function listModelIds() {
  const index = JSON.parse(readFileSync(join(root, 'public', 'models', 'index.json'), 'utf8'));
  return index.models.map((/** @type {{ id: string }} */ { id }) => id);
}
