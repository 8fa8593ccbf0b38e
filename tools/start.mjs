/**
 * `npm start`: installs what is missing, builds, and serves the built page on localhost with its headers until Ctrl-C.
 * `--port N` or PORT chooses the port (4173); where it is taken, the next free one is used. Building and serving
 * happen in this process, so nothing is left running when it ends.
 */
import { parseArgs } from 'node:util';
import { requireNode, requirePackages, root } from './setup.mjs';

const FIRST_PORT = 4173; // vite preview's own

requireNode();
const port = readPort();
requirePackages();

const { build, preview } = await import('vite');
await build({ root, logLevel: 'warn' });
const server = await preview({ root, preview: { port, strictPort: false } });
console.log(`\n  Lentigo is at ${server.resolvedUrls?.local[0]}\n  Ctrl-C stops it.\n`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    void server.close().finally(() => process.exit(0));
  });
}

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
