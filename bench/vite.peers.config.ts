import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The bench's page of contenders, built as the product is (see vite.config.ts for the minifier). */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('../src', import.meta.url)) } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    minify: 'esbuild',
    outDir: fileURLToPath(new URL('./dist', import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
  },
});
