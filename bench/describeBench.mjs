/** The bench's figures as Markdown: medians, the middle half beside them, ratios to Lentigo. */

const NAMES = {
  lentigo: 'Lentigo, `light`',
  full: 'Lentigo, `full`',
  tfjs: 'plain TensorFlow.js',
  ort: 'onnxruntime-web',
};

/** @param {any} bench @returns {string} */
export function describeBench({ app, peers, onnxMissing, machine, browser, versions }) {
  const lines = [
    `Measured by \`npm run bench\` on ${machine}; ${browser}; ${versions.join(', ')}; medians, the middle half in brackets.`,
    '',
    '| the page | time |',
    '|---|---|',
    `| first mask after a cold open, 512 × 512 picture | ${spread(app.cold)} |`,
    `| first mask after a warm open | ${spread(app.warm)} |`,
    `| longest task of the main thread on the way, worst of ${app.longest.length} | ${ms(Math.max(...app.longest))} |`,
    `| threshold moved to stage repainted, 4000 × 3000 picture | ${spread(app.repaint)} |`,
    '',
    '| warm inference, 256 × 256 | runs on | time | ratio to `light` | memory | largest difference |',
    '|---|---|---|---|---|---|',
  ];
  for (const results of Object.values(peers)) {
    const own = results.find(({ name }) => name === 'lentigo');
    for (const result of results) {
      if (result.error !== undefined) {
        lines.push(`| ${NAMES[result.name]} | did not run: ${result.error} | – | – | – | – |`);
        continue;
      }
      const ratio = own?.runsMs ? median(result.runsMs) / median(own.runsMs) : NaN;
      lines.push(
        `| ${NAMES[result.name]} | ${result.runsOn} | ${spread(result.runsMs)} | ${ratio.toFixed(2)} ` +
          `| ${Math.round(result.memoryBytes / 1e6)} MB | ${result.largestDifference?.toExponential(1) ?? '–'} |`,
      );
    }
  }
  if (onnxMissing !== '') lines.push('', `onnxruntime-web was left out: ${onnxMissing}.`);
  return lines.join('\n');
}

export function spread(/** @type {number[]} */ values) {
  return `${ms(median(values))} (${ms(quantile(values, 0.25))} to ${ms(quantile(values, 0.75))})`;
}

export function ms(/** @type {number} */ value) {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`;
}

export function median(/** @type {number[]} */ values) {
  return quantile(values, 0.5);
}

/** Linear between neighbours. */
function quantile(/** @type {number[]} */ values, /** @type {number} */ share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
