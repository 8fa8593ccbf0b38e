/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy, pageHeaders } from './tools/headers.mjs';
import { headersForHosts } from './tools/hostHeaders.mjs';
import { installable } from './tools/installable.mjs';
import { preloaded } from './tools/preloaded.mjs';

/** The policy travels in the page as well, for hosts that cannot send headers. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy(false) },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  base: './', // any static host, any path
  plugins: [react(), policyInPage, headersForHosts(), preloaded('mountPage'), installable()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { PAGE_HEADERS: JSON.stringify(pageHeaders({ development: false })) },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Vite's own minifier breaks tfjs's threaded WASM: its worker is made from a function's source text, in which
    // that minifier leaves a reference to an outer variable. The browser tests run this build on WASM threads.
    minify: 'esbuild',
    chunkSizeWarningLimit: 2000,
  },
  server: { headers: pageHeaders({ development: true }) },
  preview: { headers: pageHeaders({ development: false }) },
  // Training on tfjs's plain processor takes seconds, and more on a busy machine.
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 60_000 },
});
