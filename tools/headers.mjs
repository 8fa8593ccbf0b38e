/**
 * The response headers that every file of the page is served with: no other origin may be reached, and the page is
 * isolated so that WASM may use threads. A worker has the policy of its own response, so a host must send these for
 * scripts too.
 *
 * @param {{ development: boolean }} options development lets Vite's own socket and inline script through
 * @returns {Record<string, string>} header name to value
 */
export function pageHeaders({ development }) {
  return {
    'Content-Security-Policy': `${contentSecurityPolicy(development)}; frame-ancestors 'none'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
  };
}

/**
 * @param {boolean} development
 * @returns {string}
 */
export function contentSecurityPolicy(development) {
  const inline = development ? " 'unsafe-inline'" : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' blob:${inline}`, // blob: tfjs starts its WASM threads from one
    "worker-src 'self' blob:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'", // Mantine writes its theme into a style element
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}
