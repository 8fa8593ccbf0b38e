/** Folders, files and archives that are given to be evaluated: listed, opened where they are ZIPs, paired by name. */
import type { FolderFile } from '@/app/browser/folderFiles';
import { changeEvaluation, isRunning, NO_EVALUATION, NO_ROWS } from '@/app/store/evaluation';
import { type FileRole, keepComplete, type Leftover, pairFolders } from '@/core/naming/pairFolders';
import { type PairingRule } from '@/core/naming/pairingRule';
import { takeKeptRows } from './keepEvaluation';
import { addSources, listGiven } from './listGiven';
import type { Ports } from './ports';
import { reckonFigures } from './runEvaluation';

/**
 * Adds what was given. `role` is what the user says it is; null to tell by the names. Files of a role replace those
 * that were given for it before. `lost` was given too, but could not be read.
 */
export async function takeFolder(
  ports: Ports,
  given: readonly FolderFile[],
  role: FileRole | null = null,
  lost: readonly Leftover[] = [],
): Promise<void> {
  const { store } = ports;
  if (given.length + lost.length === 0 || isRunning(store.getState())) return;
  changeEvaluation(store, { isReading: true });
  const { added, unread } = await listGiven(given, role);
  const { sources, unread: unreadBefore } = store.getState().evaluation;
  changeEvaluation(store, {
    isReading: false,
    sources: addSources(sources, added, role),
    unread: [...unreadBefore, ...lost, ...unread],
  });
  await pairAgain(ports);
}

/** Changes what tells a truth from a picture. */
export async function changeRule(ports: Ports, rule: PairingRule): Promise<void> {
  const { store } = ports;
  const before = store.getState().evaluation.rule;
  const isSame = JSON.stringify(rule) === JSON.stringify(before);
  if (isSame || isRunning(store.getState())) return;
  changeEvaluation(store, { rule });
  await pairAgain(ports);
}

/** Back to nothing given; choices stay. */
export function clearFolder({ store }: Ports): void {
  if (isRunning(store.getState())) return;
  const { choices, rule, kept } = store.getState().evaluation;
  changeEvaluation(store, { ...NO_EVALUATION, choices, rule, kept });
}

/** Figures of other pairs go; where these were evaluated before, theirs come back. */
async function pairAgain(ports: Ports): Promise<void> {
  const { store } = ports;
  const { sources, rule, unread, choices } = store.getState().evaluation;
  const { pairs, leftovers } = keepComplete(pairFolders(sources, rule));
  const hasMasks = pairs.some(({ mask }) => mask !== null);
  const hasPictures = pairs.some(({ picture }) => picture !== null);
  changeEvaluation(store, {
    pairing: { pairs, leftovers: [...unread, ...leftovers] },
    ...NO_ROWS,
    choices: {
      ...choices,
      main: hasPictures || !hasMasks ? (hasMasks ? choices.main : 'network') : 'masks',
      rival: hasMasks || choices.rival !== 'masks' ? choices.rival : 'none',
    },
  });
  await takeKeptRows(ports);
  if (store.getState().evaluation.rows.length > 0) await reckonFigures(ports);
}
