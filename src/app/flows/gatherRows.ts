/**
 * Rows of a run on their way to the page and to what is kept: gathered for a moment, then shown and kept together. On
 * the screen that is still as they come, and the page's work on a row (tables, means, plots, the disk) stays a small
 * part of the network's on the same cores.
 */
import { changeEvaluation, type EvaluatedRow, type EvaluationRun } from '@/app/store/evaluation';
import { summarise } from '@/core/evaluation/summarise';
import { keepRows } from './keepEvaluation';
import { mergeRow } from './planEvaluation';
import type { Ports } from './ports';

const GATHER_MS = 1000;
/** Times of the last ones, from which the pace is told. */
const TIMES_KEPT = 40;

export type GatheredRows = {
  /** A row that was just finished. */
  readonly add: (row: EvaluatedRow) => void;
  /** Shows and keeps what is gathered; ends when it is kept. */
  readonly flush: () => Promise<void>;
};

/** What is gathered when `isCurrent` has become false is dropped. */
export function gatherRows(ports: Ports, runId: string, isCurrent: () => boolean): GatheredRows {
  let rows: readonly EvaluatedRow[] = [];
  let doneAtMs: readonly number[] = [];
  let shownAtMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keeping: Promise<void> = Promise.resolve();

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    if (rows.length === 0 || !isCurrent()) return;
    const merged = showRows(ports, rows, doneAtMs);
    [rows, doneAtMs, shownAtMs] = [[], [], performance.now()];
    keeping = keeping.then(() => keepRows(ports, runId, merged));
  }

  return {
    add: (row) => {
      const now = performance.now();
      rows = [...rows, row];
      doneAtMs = [...doneAtMs, now];
      const dueInMs = shownAtMs + GATHER_MS - now;
      if (dueInMs <= 0) show();
      else timer ??= setTimeout(show, dueInMs);
    },
    flush: () => {
      show();
      return keeping;
    },
  };
}

/** Returns the rows as they are now, with what was there of them before. */
function showRows(
  { store }: Ports,
  found: readonly EvaluatedRow[],
  doneAtMs: readonly number[],
): readonly EvaluatedRow[] {
  const { rows, run, contenders } = store.getState().evaluation;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const merged = found.map((row) => mergeRow(byId.get(row.id), row));
  for (const row of merged) byId.set(row.id, row);
  const next = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  changeEvaluation(store, {
    rows: next,
    run: {
      ...run,
      done: run.done + found.length,
      doneAtMs: [...run.doneAtMs, ...doneAtMs].slice(-TIMES_KEPT),
    } satisfies EvaluationRun,
    figures: {
      summaries: contenders.flatMap(({ id }) => summarise(next, id) ?? []),
      comparisons: [],
      isFinal: false,
    },
  });
  return merged;
}
