/**
 * `npm start`: installs what is missing, builds, and serves the built page on localhost with its headers until Ctrl-C.
 * `--port N` or PORT chooses the port (4173); where it is taken, the next free one is used. Building and serving
 * happen in this process, so that nothing is left running when it ends.
 */
import { parseArgs } from 'node:util';
import { requireNode, requirePackages, root } from './setup.mjs';

const FIRST_PORT = 4173; // vite preview's own

requireNode();
const port = readPort();
requirePackages();

const { build, preview } = await import('vite');
try {
  await build({ root, logLevel: 'warn' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('The page could not be built; the reason is above.');
  process.exit(1);
}
const server = await preview({ root, preview: { port, strictPort: false } });

const stop = () => void server.close().finally(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
// npm that is told to end tells its shell, which does not tell us: notice that they are gone.
const parent = process.ppid;
const watch = () => process.ppid !== parent && stop();
if (process.env.npm_lifecycle_event !== undefined) setInterval(watch, 1000).unref();

console.log(`\n  Lentigo is at ${server.resolvedUrls?.local[0]}\n  Ctrl-C stops it.\n`);

function readPort() {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const given = values.port ?? process.env.PORT ?? String(FIRST_PORT);
  const number = Number(given);
  if (Number.isInteger(number) && number > 0 && number < 65536) return number;
  console.error(
    `"${given}" is not a port. Give a number from 1 to 65535, as in: npm start -- --port 8080`,
  );
  process.exit(1);
}
