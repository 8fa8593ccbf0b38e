/**
 * A plain web server of a spec's own, for what Vite's preview cannot play: a host that can be switched off, that sends no
 * headers of ours, that serves under a path, or that gets a new version of the page.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export type Served = {
  /** Folder of the built page. */
  readonly folder: string;
  /** Path that it lies under, beginning and ending in '/'. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

export class StaticHost {
  #served: Served = { folder: 'dist', path: '/', headers: {} };
  #server: Server | null = null;
  #port = 0;

  /** Keeps its port over stop and start. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const { folder, path, headers } = this.#served;
      const asked = new URL(request.url ?? '/', 'http://host').pathname;
      const inside = normalize(asked.slice(path.length) || 'index.html');
      const file = join(folder, inside);
      const isThere =
        asked.startsWith(path) &&
        !inside.startsWith('..') &&
        existsSync(file) &&
        statSync(file).isFile();
      if (!isThere) {
        response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
        return;
      }
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type, 'Cache-Control': 'no-cache' });
      response.end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, 'localhost', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  serve(served: Partial<Served>): void {
    this.#served = { ...this.#served, ...served };
  }

  /** As "localhost:41234". */
  get host(): string {
    return `localhost:${this.#port}`;
  }

  /** Of the page. */
  get url(): string {
    return `http://${this.host}${this.#served.path}`;
  }
}
