import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// What may not be imported: a test of the module's name, and what to do instead.
const OTHER_ROOM = { regex: '^\\.\\./', message: 'Across rooms, import from @/floor/room/file.' };
const TFJS = {
  regex: '^@tensorflow/',
  message: 'Only engine/network and engine/finetune know tfjs.',
};
const REACT = {
  regex: '^(react|react-dom|@mantine|@use-gesture)(/|$)',
  message: 'Only app/ui knows React.',
};
const UI = { regex: '^@/app/ui/', message: 'ui is the top: nothing below imports it.' };
const INSIDE_WORKERS = {
  regex: '^@/(engine|pixels|offline)/(?!protocol$|worker(\\.ts)?\\?worker)',
  message: 'app knows the workers by their protocol only.',
};
const floors = (...names) => ({
  regex: `^@/(${names.join('|')})/`,
  message: `this floor imports nothing of ${names.join(', ')}.`,
});

/** Imports go one way: core ← engine, core ← pixels, core ← storage, all ← app. Static and dynamic ones alike. */
const fence = (files, ...patterns) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [OTHER_ROOM, ...patterns] }],
    'no-restricted-syntax': [
      'error',
      ...[OTHER_ROOM, ...patterns].map(({ regex, message }) => ({
        selector: `:matches(ImportExpression, TSImportType)[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    ],
  },
});

export default defineConfig(
  {
    ignores: [
      'dist',
      'bench/dist',
      'node_modules',
      'training',
      'public',
      'test-results',
      'playwright-report',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './src/{core,engine,pixels,storage,offline,app}/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // typed-array reads inside loops whose bounds are known
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['**/*.tsx'], extends: [reactHooks.configs.flat.recommended] },

  // One row a floor; a later row replaces an earlier one for the files that both name.
  fence(['src/core/**'], floors('engine', 'pixels', 'storage', 'app'), TFJS, REACT),
  fence(['src/storage/**'], floors('engine', 'pixels', 'app'), TFJS, REACT),
  fence(['src/engine/**'], floors('pixels', 'app'), TFJS, REACT),
  fence(
    ['src/engine/{network,finetune}/**', 'src/engine/*.test.ts'],
    floors('pixels', 'app'),
    REACT,
  ),
  fence(['src/pixels/**'], floors('engine', 'app'), TFJS, REACT),
  fence(['src/offline/**'], floors('engine', 'pixels', 'app'), TFJS, REACT),
  fence(['src/app/**'], INSIDE_WORKERS, TFJS, UI, REACT),
  fence(['src/app/ui/**'], INSIDE_WORKERS, TFJS),
  {
    files: ['e2e/**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@playwright/test',
          importNames: ['test', 'expect'],
          message:
            "Import test and expect from './fixtures', whose test fails when a request leaves the origin.",
        },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'performance',
          'URL',
          'fetch',
          'setTimeout',
          'setInterval',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // What runs inside the page is written between the lines that drive it.
    files: ['bench/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'Buffer',
          'CanvasRenderingContext2D',
          'ImageBitmap',
          'OffscreenCanvas',
          'PerformanceObserver',
          'addEventListener',
          'btoa',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
