import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const RELATIVE_OUT = { group: ['../*'], message: 'Across rooms, import from @/floor/room/file.' };
const TFJS = { group: ['@tensorflow/*'], message: 'Only engine/network and engine/finetune know tfjs.' };
const REACT = {
  group: ['react', 'react/*', 'react-dom', 'react-dom/*', '@mantine/*', '@use-gesture/*'],
  message: 'Only app/ui knows React.',
};

/** Imports go one way: core ← engine, pixels ← app. One row a floor: what it must not import. */
const fence = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [RELATIVE_OUT, ...patterns] }] },
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'training', 'public', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './src/core/tsconfig.json',
          './src/engine/tsconfig.json',
          './src/pixels/tsconfig.json',
          './src/app/tsconfig.json',
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
  { files: ['**/*.tsx'], plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  fence(
    ['src/core/**'],
    { group: ['@/engine/*', '@/pixels/*', '@/app/*', 'comlink'], message: 'core imports no other floor.' },
    TFJS,
    REACT,
  ),
  fence(['src/engine/**'], { group: ['@/pixels/*', '@/app/*'], message: 'engine imports core only.' }, REACT),
  fence(['src/engine/*.ts'], { group: ['@/pixels/*', '@/app/*'], message: 'engine imports core only.' }, TFJS, REACT),
  fence(['src/pixels/**'], { group: ['@/engine/*', '@/app/*'], message: 'pixels imports core only.' }, TFJS, REACT),
  fence(
    ['src/app/**'],
    {
      regex: '^@/(engine/(?!protocol$|worker\\?worker$)|pixels/(?!protocol$|worker\\?worker$))',
      message: 'app knows the workers by their protocol only.',
    },
    TFJS,
  ),
  fence(
    ['src/app/{browser,flows,store}/**'],
    {
      regex: '^@/(engine/(?!protocol$|worker\\?worker$)|pixels/(?!protocol$|worker\\?worker$))',
      message: 'app knows the workers by their protocol only.',
    },
    { group: ['@/app/ui/*'], message: 'ui is the top: nothing below imports it.' },
    TFJS,
    REACT,
  ),
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly', AbortSignal: 'readonly' } } },
);
