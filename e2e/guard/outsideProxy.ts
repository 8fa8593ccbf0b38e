/**
 * A proxy that lets nothing through and remembers what was asked for. Chromium sends it whatever is not for the served
 * origin, whichever thread asks, so what Playwright's own events might miss is seen here.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What Chromium asks for on its own account (updates, the clock, its sign-in page), whatever its switches say. Should a
 * page ask one of these, Playwright's events still tell.
 */
const BROWSERS_OWN = [
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'update.googleapis.com',
];

export type OutsideProxy = {
  readonly url: string;
  /** What was asked for since the last call: an address, or host:port of an encrypted one. */
  take(): string[];
  close(): Promise<void>;
};

export async function refuseOutsideRequests(): Promise<OutsideProxy> {
  let asked: string[] = [];
  const note = (address: string) => {
    const url = new URL(address.includes('://') ? address : `https://${address}`);
    if (!BROWSERS_OWN.includes(url.hostname)) asked.push(address);
  };
  const server = createServer((request, response) => {
    note(request.url ?? '?');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    note(request.url ?? '?');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = asked;
      asked = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
