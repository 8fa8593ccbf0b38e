/**
 * The Chromium that the browser tests run in: one found on the machine, else Playwright's own, else one from the
 * system's package manager. LENTIGO_CHROMIUM names one by its path.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { program, run } from './setup.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const OUTSIDE_PATH = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** Without a font package the page has boxes for letters. */
const PACKAGE_MANAGERS = [
  {
    test: 'apt-get',
    commands: [
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends chromium fonts-liberation',
    ],
  },
  { test: 'dnf', commands: ['dnf install -y -q chromium liberation-sans-fonts'] },
  { test: 'apk', commands: ['apk add -q chromium ttf-liberation'] },
];
const DOWNLOAD_TIMEOUT_MS = 300_000;

/**
 * A browser that is there already.
 *
 * @returns {Promise<string | null>} the path of its program
 */
export async function findBrowser() {
  const named = process.env.LENTIGO_CHROMIUM;
  if (named !== undefined && named !== '') {
    if (canRun(named)) return named;
    throw new Error(`LENTIGO_CHROMIUM names ${named}, which does not run.`);
  }
  const onPath = NAMES.flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  const { chromium } = await import('playwright');
  return [...onPath, ...OUTSIDE_PATH, chromium.executablePath()].find(canRun) ?? null;
}

/**
 * A browser that is there or was put there.
 *
 * @returns {Promise<string | null>} the path of its program; null where every way failed
 */
export async function requireBrowser() {
  return (await findBrowser()) ?? (await installPlaywrights()) ?? (await installPackage());
}

async function installPlaywrights() {
  console.log("No Chromium on this machine: trying Playwright's own …");
  // A machine that may reach package registries only should learn so in seconds.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' };
  const cli = 'playwright/cli.js';
  const { status } = run(...program(cli, 'install', 'chromium'), {
    env,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  if (status !== 0) return null;
  const found = await findBrowser();
  if (found !== null || !isRoot()) return found;
  run(...program(cli, 'install-deps', 'chromium'), { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  return findBrowser();
}

async function installPackage() {
  const manager = PACKAGE_MANAGERS.find(({ test }) => spawnSync(test, ['--version']).status === 0);
  if (manager === undefined) return null;
  console.log(`Trying the system's package manager (${manager.test}) …`);
  for (const line of manager.commands) {
    const words = isRoot() ? line.split(' ') : ['sudo', '-n', ...line.split(' ')];
    const [command = '', ...args] = words;
    run(command, args, {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
    });
  }
  return findBrowser();
}

/** @param {string} path */
function canRun(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // asked for its version, Chrome opens a window there
  return spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;
}

function isRoot() {
  return process.getuid?.() === 0;
}
