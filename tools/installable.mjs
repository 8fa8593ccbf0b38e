/**
 * What makes the page an app that can be installed and works offline: the web app manifest, and the service worker
 * (src/offline) with the list of the files that it keeps. The default model is among them; of other models only what a
 * visitor uses.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VitePWA } from 'vite-plugin-pwa';
import { root } from './setup.mjs';

/** Above any file of the page; a larger model would not be kept, and the build says so. */
const LARGEST_KEPT_BYTES = 60_000_000;

const PICTURES = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/avif': ['.avif'],
  'image/gif': ['.gif'],
  'image/bmp': ['.bmp'],
};

/** The Vite plugins. */
export function installable() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'serviceWorker.ts',
    injectRegister: null, // src/app/browser/serviceWorker.ts does, after the first result
    includeManifestIcons: false, // the patterns below name them
    manifest: {
      name: 'Lentigo: skin-lesion outlines',
      short_name: 'Lentigo',
      description:
        'Outlines skin lesions in pictures, on your own device. For research and teaching; not a medical device.',
      lang: 'en',
      // Relative to the manifest: any path of any host.
      start_url: './',
      scope: './',
      display: 'standalone',
      theme_color: '#ffffff',
      background_color: '#ffffff',
      categories: ['education', 'medical'],
      icons: [
        { src: 'install/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'install/icon-512.png', sizes: '512x512', type: 'image/png' },
        {
          src: 'install/icon-maskable-512.png',
          sizes: '512x512',
          type: 'image/png',
          purpose: 'maskable',
        },
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
      screenshots: [
        {
          src: 'install/wide.jpg',
          sizes: '1440x900',
          type: 'image/jpeg',
          form_factor: 'wide',
          label: 'A lesion, its outline and its scores',
        },
        {
          src: 'install/narrow.jpg',
          sizes: '780x1688',
          type: 'image/jpeg',
          form_factor: 'narrow',
          label: 'The same on a phone',
        },
      ],
      shortcuts: [
        { name: 'Segment pictures', short_name: 'Segment', url: './#/segment' },
        { name: 'Models and privacy', short_name: 'Privacy', url: './#/models' },
      ],
      file_handlers: [{ action: './', accept: PICTURES }],
      // A shared or opened picture must not replace a page with work in it.
      launch_handler: { client_mode: ['navigate-new', 'auto'] },
      share_target: {
        action: './share',
        method: 'POST',
        enctype: 'multipart/form-data',
        params: { files: [{ name: 'files', accept: Object.keys(PICTURES) }] },
      },
    },
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: [
        '*.{html,svg}', // the plugin adds the manifest itself
        'assets/**/*.{js,css,wasm}',
        'install/icon-*.png',
        ...listDefaultModel(),
      ],
      maximumFileSizeToCacheInBytes: LARGEST_KEPT_BYTES,
      // A name with a hash of its contents needs no other revision.
      dontCacheBustURLsMatching: /^assets\/.+-[\w-]{8}\.\w+$/,
    },
    showMaximumFileSizeToCacheInBytesWarning: true,
  });
}

/**
 * The files without which the first model cannot run; none while no model is there.
 *
 * @returns {string[]} paths inside dist/
 */
function listDefaultModel() {
  const models = join(root, 'public/models');
  if (!existsSync(join(models, 'index.json'))) return [];
  /** @type {{ default: string }} */
  const { default: id } = readJson(join(models, 'index.json'));
  /** @type {{ files: { name: string }[], golden: { input: string, output: string } }} */
  const { files, golden } = readJson(join(models, id, 'card.json'));
  const needed = files
    .map(({ name }) => name)
    .filter((name) => name !== golden.input && name !== golden.output);
  return ['models/index.json', ...['card.json', ...needed].map((name) => `models/${id}/${name}`)];
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
