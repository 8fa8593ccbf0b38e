/** An evaluation that outlives its tab: rows are kept as they come, and found again when the same files are given. */
import { changeEvaluation, changeRun, type EvaluatedRow, isRunning } from '@/app/store/evaluation';
import type { Failure, Reply } from '@/core/failure';
import type { FilePair } from '@/core/naming/pairFolders';
import { toSha256 } from '@/core/sha256';
import { EVALUATION_VERSION, type KeptRow, type RunRecord } from '@/storage/evaluationRecords';
import type { EvaluationShelf } from '@/storage/evaluationShelf';
import { hasAll } from './planEvaluation';
import type { Ports } from './ports';

const CLEARED: Failure = { code: 'storage-failed', detail: 'what was kept of it has been cleared' };

/** Of a run of this or an earlier visit. */
let record: RunRecord | null = null;
let keptRows: readonly KeptRow[] = [];
let shelf: Promise<EvaluationShelf> | null = null;
let isRestored = false;

function openShelf({ openEvaluationShelf }: Ports): Promise<EvaluationShelf> {
  return (shelf ??= openEvaluationShelf());
}

/** Tells whether there is an evaluation of an earlier visit, with its settings. Once a visit. */
export async function restoreEvaluation(ports: Ports): Promise<void> {
  if (isRestored) return;
  isRestored = true;
  const { store } = ports;
  const loaded = await (await openShelf(ports)).load();
  if (!loaded.ok || loaded.value === null || loaded.value.rows.length === 0) return;
  if (store.getState().evaluation.sources.length > 0) return; // the user was quicker
  ({ record, rows: keptRows } = loaded.value);
  const { rule, choices, contenders, pairs, folder } = record;
  const done = keptRows.filter((row) => hasAll(row, contenders)).length;
  changeEvaluation(store, { rule, choices, kept: { done, total: pairs, folder } });
}

/** Takes over what is kept, where the files are those of the kept run. Ends with the run 'stopped' or 'done'. */
export async function takeKeptRows(ports: Ports): Promise<void> {
  const { store } = ports;
  if (record === null || keptRows.length === 0) return;
  const { pairing } = store.getState().evaluation;
  if (pairing.pairs.length !== record.pairs) return;
  if ((await fingerprint(ports, pairing.pairs)) !== record.fingerprint) return;
  if (store.getState().evaluation.pairing !== pairing || isRunning(store.getState())) return;
  const { choices, contenders, described } = record;
  const done = keptRows.filter((row) => hasAll(row, contenders)).length;
  const total = pairing.pairs.length;
  const areTruthsResized = choices.isTruthResized;
  const found = { contenders, areTruthsResized, described, rows: keptRows };
  changeEvaluation(store, { ...found, choices, kept: null });
  changeRun(store, { status: done === total ? 'done' : 'stopped', done, total });
}

/** Begins to keep a run, or goes on with the one that is kept. What cannot be kept is told, and the run goes on. */
export async function beginKeeping(ports: Ports): Promise<string> {
  const { store, newId } = ports;
  const evaluationShelf = await openShelf(ports);
  const { pairing, rule, choices, contenders, described, sources, rows } =
    store.getState().evaluation;
  const print = await fingerprint(ports, pairing.pairs);
  const goesOn = rows.length > 0 && record?.fingerprint === print;
  const runId = goesOn ? record!.runId : newId();
  if (!goesOn) keptRows = [];
  record = {
    version: EVALUATION_VERSION,
    runId,
    folder: sources[0]?.path.split('/')[0] ?? '',
    fingerprint: print,
    pairs: pairing.pairs.length,
    rule,
    choices,
    contenders,
    described,
  };
  let reply = await (goesOn ? evaluationShelf.describe(record) : evaluationShelf.begin(record));
  // cleared since they were made
  if (reply.ok && !goesOn && rows.length > 0) {
    reply = await evaluationShelf.writeRows(runId, rows);
    keptRows = rows;
  }
  changeEvaluation(store, { kept: null, notKept: reply.ok ? null : reply.failure });
  return runId;
}

/** Writes down who is scored, once more is known of them. */
export async function keepDescribed(ports: Ports): Promise<void> {
  if (record === null) return;
  record = { ...record, described: ports.store.getState().evaluation.described };
  await (await openShelf(ports)).describe(record);
}

/** The first failure ends the keeping of this run; the page then says that it cannot be resumed. */
export async function keepRows(
  ports: Ports,
  runId: string,
  rows: readonly EvaluatedRow[],
): Promise<void> {
  const { store } = ports;
  if (store.getState().evaluation.notKept !== null) return;
  const reply = await (await openShelf(ports)).writeRows(runId, rows);
  if (!reply.ok) {
    changeEvaluation(store, { notKept: reply.failure });
    return;
  }
  const written = new Map([...keptRows, ...rows].map((row) => [row.id, row]));
  keptRows = [...written.values()];
}

/** Of how many pictures there are figures on this device; 0 where nothing can be read. */
export async function countKeptRows(ports: Ports): Promise<number> {
  const counted = await (await openShelf(ports)).count();
  return counted.ok ? counted.value : 0;
}

/** Forgets the kept run. One that is under way goes on without being kept. */
export async function forgetEvaluation(ports: Ports): Promise<Reply<null>> {
  const { store } = ports;
  record = null;
  keptRows = [];
  changeEvaluation(store, { kept: null });
  if (isRunning(store.getState())) changeEvaluation(store, { notKept: CLEARED });
  return (await openShelf(ports)).clear();
}

/** Names, sizes and times of all files of all pairs, hashed. */
async function fingerprint({ store }: Ports, pairs: readonly FilePair[]): Promise<string> {
  const { sources } = store.getState().evaluation;
  const byPath = new Map(sources.map((source) => [source.path, source.content]));
  const words = pairs.flatMap(({ id, picture, truth, mask }) => [
    id,
    ...[picture, truth, mask].map((path) => {
      const content = path === null ? undefined : byPath.get(path);
      if (content === undefined) return '';
      return content instanceof File
        ? `${content.name} ${content.size} ${content.lastModified}`
        : `${content.archive.name} ${content.offset} ${content.bytes}`;
    }),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify(words));
  return toSha256(crypto.subtle, bytes);
}
