/** What the command line needs to know of the tables that the page has written. */

/**
 * @param {string} text of evaluation_pictures.csv
 * @returns {number} rows that were not scored
 */
export function countFailed(text) {
  return parseCsv(text).filter(({ status }) => status === 'failed').length;
}

/**
 * @param {string} text of evaluation_means.csv
 * @returns an entry a contender, with its measures by name
 */
export function toMeans(text) {
  const rows = parseCsv(text);
  const contenders = [...new Set(rows.map(({ contender }) => contender))];
  return contenders.map((contender) => {
    const own = rows.filter((row) => row.contender === contender);
    const measures = own.map(
      ({ measure, pictures, mean, low95, high95, median, pooled }) =>
        /** @type {const} */ ([
          measure ?? '',
          {
            pictures: Number(pictures),
            mean: toNumber(mean),
            interval: low95 === '' ? null : [Number(low95), Number(high95)],
            median: toNumber(median),
            pooled: toNumber(pooled),
          },
        ]),
    );
    return {
      contender,
      masksFrom: own[0]?.masks_from,
      scored: Number(own[0]?.scored),
      failed: Number(own[0]?.failed),
      rule: own[0]?.rule,
      measures: Object.fromEntries(measures),
    };
  });
}

/** @param {string | undefined} cell */
function toNumber(cell) {
  return cell === undefined || cell === '' ? null : Number(cell);
}

/**
 * RFC 4180, with a header.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
function parseCsv(text) {
  const [head = [], ...rows] = text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}
