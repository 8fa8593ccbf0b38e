/**
 * Notes everything in a browser context that a private, healthy page does not do: a request to another origin, an error
 * in the console or thrown, a breach of the Content-Security-Policy. It judges nothing until it is asked.
 */
import type { BrowserContext } from '@playwright/test';

/** Addresses that never leave the device. */
const LOCAL_SCHEMES = ['blob:', 'data:', 'about:'];

export class OriginGuard {
  readonly #origin: string;
  readonly #takeProxied: () => string[];
  #offences: string[] = [];
  #expected: RegExp[] = [];

  /**
   * @param origin the only one that may be asked, as "http://localhost:4173"
   * @param takeProxied what reached the proxy since the last call
   */
  constructor(origin: string, takeProxied: () => string[]) {
    this.#origin = origin;
    this.#takeProxied = takeProxied;
  }

  async watch(context: BrowserContext): Promise<void> {
    context.on('request', (request) => this.#checkAddress(request.url()));
    context.on('page', (page) => {
      page.on('websocket', (socket) => this.#checkAddress(socket.url()));
    });
    context.on('console', (message) => {
      if (message.type() === 'error') {
        const { url } = message.location();
        this.#offences.push(`console: ${message.text()}${url === '' ? '' : ` (${url})`}`);
      }
    });
    context.on('weberror', (error) => this.#offences.push(`thrown: ${error.error().message}`));
    // A breach in report-only mode, or one that the browser does not print, is told as an error too.
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
      });
    });
  }

  /** Errors whose text matches are what this test is about; requests to other origins never are. */
  expect(...messages: RegExp[]): void {
    this.#expected.push(...messages);
  }

  /** What was noted since the last call, without what was expected. */
  takeOffences(): string[] {
    const proxied = this.#takeProxied().map(
      (address) => `request: ${address} (reached the network)`,
    );
    const taken = [...this.#offences, ...proxied].filter(
      (offence) =>
        offence.startsWith('request:') || !this.#expected.some((message) => message.test(offence)),
    );
    this.#offences = [];
    return taken;
  }

  #checkAddress(address: string): void {
    if (LOCAL_SCHEMES.some((scheme) => address.startsWith(scheme))) return;
    const { protocol, host } = new URL(address);
    const origin = `${protocol.replace(/^ws/, 'http')}//${host}`;
    if (origin !== this.#origin) this.#offences.push(`request: ${address}`);
  }
}
