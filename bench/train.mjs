/**
 * npm run bench -- train: steps of training a second, Lentigo's and plain TensorFlow.js's on the same weights in turns in
 * one worker, by backend, size and batch. `--webgl` and `--webgpu` add those backends (on a GPU in software they take
 * minutes), `--sides 128,256`, `--batches 1,4` and `--rounds 5` choose; `--write` puts the table into README.md.
 */
import { cpus } from 'node:os';
import { median, spread } from './describeBench.mjs';
import {
  buildPeers,
  launchBrowser,
  PEERS_DIST,
  versionOf,
  withServer,
  writeIntoReadme,
} from './parts.mjs';

const NAMES = {
  lentigo: 'Lentigo',
  tfjs: 'plain TensorFlow.js',
  'tfjs-patched': 'the same, with Lentigo’s weight gradient',
};

/** Plain TensorFlow.js answers nothing any more once WebAssembly's 4 GiB are full. */
const LIMIT_S = 240;

const sides = readNumbers('--sides', [128, 256]);
const batches = readNumbers('--batches', [1, 4]);
const [rounds] = readNumbers('--rounds', [5]);
const backends = ['wasm', 'webgl', 'webgpu'].filter(
  (name) => name === 'wasm' || process.argv.includes(`--${name}`),
);

await buildPeers();
const browser = await launchBrowser();
try {
  const rows = await withServer(PEERS_DIST, measureAll);
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`;
  const text = [
    `Measured by \`npm run bench -- train\` on ${machine}; Chromium ${browser.version()}; @tensorflow/tfjs ` +
      `${versionOf('@tensorflow/tfjs')}; \`light\`, all of it learning; medians of ${rounds} steps, the middle half in brackets.`,
    '',
    '| a step of training | runs on | size, batch | time | steps a second | times Lentigo’s |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) writeIntoReadme('bench-train', text);
} finally {
  await browser.close();
}

/** @param {string} url */
async function measureAll(url) {
  const rows = [];
  for (const backend of backends) {
    for (const side of sides) {
      for (const batch of batches) {
        const job = { backend, side, batch, rounds };
        const results = await measureInTime(url, job);
        rows.push(...describe(results, job));
        console.error(rows.slice(-results.length).join('\n'));
      }
    }
  }
  return rows;
}

/** All in turns; without those that do not answer. @param {string} url @param {any} job */
async function measureInTime(url, job) {
  const names = job.backend === 'wasm' ? ['lentigo', 'tfjs', 'tfjs-patched'] : ['lentigo', 'tfjs'];
  const { results, first } = await measure(url, { ...job, names });
  if (results !== null) return results;
  const able = first.filter((one) => one.error === undefined).map(({ name }) => name);
  const again = able.length === 0 ? null : await measure(url, { ...job, names: able });
  const known = [...(again?.results ?? []), ...first];
  return names.map(
    (name) =>
      known.find((one) => one.name === name) ?? {
        name,
        runsOn: first[0]?.runsOn ?? job.backend,
        error: `no answer within ${LIMIT_S} s`,
      },
  );
}

/** `results` is null where there was no answer within LIMIT_S. @param {string} url @param {any} job */
async function measure(url, job) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'measureTraining' in globalThis);
    const results = await Promise.race([
      page.evaluate((given) => globalThis.measureTraining(given), job),
      new Promise((resolve) => setTimeout(resolve, LIMIT_S * 1000, null)),
    ]);
    return { results, first: await page.evaluate(() => globalThis.firstSteps) };
  } finally {
    await page.close();
  }
}

/** @param {any[]} results @param {{ side: number, batch: number }} job */
function describe(results, { side, batch }) {
  const own = results.find(({ name }) => name === 'lentigo');
  return results.map(({ name, runsOn, stepsMs, error }) => {
    const start = `| ${NAMES[name]} | ${runsOn} | ${side} px, ${batch}`;
    if (error !== undefined) return `${start} | cannot: ${tellError(error)} | – | – |`;
    const time = median(stepsMs);
    const ratio = own?.stepsMs?.length ? (time / median(own.stepsMs)).toFixed(2) : '–';
    return `${start} | ${spread(stepsMs)} | ${(1000 / time).toFixed(2)} | ${ratio} |`;
  });
}

/** @param {string} error */
function tellError(error) {
  const missing = /Kernel '(\w+)' not registered/.exec(error);
  return missing === null ? error.replaceAll('|', '/') : `it has no \`${missing[1]}\` there`;
}

/** @param {string} name @param {number[]} usual */
function readNumbers(name, usual) {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : process.argv[at + 1].split(',').map(Number);
}
