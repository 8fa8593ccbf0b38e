/**
 * What every command needs before it can work: a Node that is new enough and the packages of package-lock.json. Only
 * Node's own modules are used here, because on a fresh clone there is nothing else.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, an absolute path. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends the process with a kind message where Node is too old for Vite, else returns. */
export function requireNode() {
  if (isNodeSupported(process.versions.node)) return;
  console.error(
    `Lentigo needs Node 20.19 or newer (22.12 or newer of the 22 line); this is ${process.version}.\n` +
      'Get the current version from https://nodejs.org and try again.',
  );
  process.exit(1);
}

/**
 * Vite's own condition: ^20.19 || >= 22.12.
 *
 * @param {string} version as in process.versions.node, "20.19.0"
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Installs the packages of the lockfile where they are missing or others; ends the process where npm fails. */
export function requirePackages() {
  if (arePackagesCurrent()) return;
  console.log('Installing packages (a minute or two, the first time only) …');
  const { status } = run(...npm('ci', '--include=dev', '--no-audit', '--no-fund'));
  if (status === 0) return;
  console.error(
    'npm could not install the packages; its message is above.\n' +
      'Check the network connection, then try again.',
  );
  process.exit(1);
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. Times of files
 * would be cheaper to compare, but a checkout changes those without changing a package.
 */
function arePackagesCurrent() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = readPackages(installedPath);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true; // the project itself
    const found = installed[path];
    if (found === undefined) return Boolean(wanted.optional ?? wanted.devOptional); // made for another system
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} path of a lockfile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * The npm that started this process, else the one on the path.
 *
 * @param {...string} args
 * @returns {[command: string, args: string[]]}
 */
function npm(...args) {
  const self = process.env.npm_execpath;
  if (self !== undefined && /\.[cm]?js$/.test(self)) return [process.execPath, [self, ...args]];
  return ['npm', args];
}

/**
 * Runs a command in the root with its output shown, and waits for it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, timeoutMs?: number }} [options]
 */
export function run(command, args, { env = {}, timeoutMs } = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm', // there npm is a .cmd file
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
}

/**
 * The command line of a package's program, without a shell or npx between.
 *
 * @param {string} script its path inside node_modules
 * @param {...string} args
 * @returns {[command: string, args: string[]]}
 */
export function program(script, ...args) {
  return [process.execPath, [join(root, 'node_modules', script), ...args]];
}
