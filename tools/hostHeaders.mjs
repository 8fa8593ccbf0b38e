/**
 * The headers of headers.mjs as the files of usual hosts. The build puts `_headers` (Netlify, Cloudflare Pages) and
 * `.htaccess` (Apache) into dist/; `node tools/hostHeaders.mjs` prints the lines for nginx.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { pageHeaders } from './headers.mjs';

/** A year: the names of these files change with their contents. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const headers = Object.entries(pageHeaders({ development: false }));

/** Netlify's and Cloudflare Pages' `_headers`. */
export function toHeadersFile() {
  const lines = headers.map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, '/assets/*', `  Cache-Control: ${FOR_EVER}`, ''].join('\n');
}

/** Apache's `.htaccess`; needs mod_headers. */
export function toHtaccess() {
  const lines = headers.map(([name, value]) => `  Header always set ${name} "${value}"`);
  return [
    'AddType application/wasm .wasm',
    'AddType application/manifest+json .webmanifest',
    '<IfModule mod_headers.c>',
    ...lines,
    '  <FilesMatch "-[A-Za-z0-9_-]{8}\\.(js|css|wasm)$">',
    `    Header set Cache-Control "${FOR_EVER}"`,
    '  </FilesMatch>',
    '</IfModule>',
    '',
  ].join('\n');
}

/** For a `server` or `location` of nginx. */
export function toNginx() {
  return headers.map(([name, value]) => `add_header ${name} "${value}" always;`).join('\n');
}

/**
 * Puts the files for hosts beside the page.
 *
 * @returns {import('vite').Plugin}
 */
export function headersForHosts() {
  return {
    name: 'headers-for-hosts',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: toHeadersFile() });
      this.emitFile({ type: 'asset', fileName: '.htaccess', source: toHtaccess() });
    },
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) console.log(toNginx());
