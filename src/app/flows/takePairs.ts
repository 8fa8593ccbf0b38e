/** Pairs to learn from: found in what was given or among the open cases, read one after the other, checked, parted. */
import type { FolderFile } from '@/app/browser/folderFiles';
import type { Source } from '@/app/store/evaluation';
import {
  changeTraining,
  isTraining,
  NO_TRAINING,
  type TrainingPicture,
} from '@/app/store/training';
import { findCase } from '@/app/store/store';
import type { AppState, Case } from '@/app/store/types';
import { checkPairs, isUsable, type PairFacts } from '@/core/dataset/checks';
import { splitPairs } from '@/core/dataset/split';
import { type FileRole, type Leftover, keepComplete, pairFolders } from '@/core/naming/pairFolders';
import { fail, type Reply } from '@/core/failure';
import { DEFAULT_RULE } from '@/core/naming/pairingRule';
import type { FitKind } from '@/core/raster/types';
import { decodeCase } from './decodeCase';
import { encodeCase } from './encodeCase';
import { offerAgain } from './keepTraining';
import { addSources, listGiven } from './listGiven';
import { closeTraining } from './openTraining';
import type { Ports } from './ports';
import {
  type GivenPair,
  readBoth,
  type TrainingDatum,
  trainingData,
  type TrainingFiles,
} from './trainingData';

/** What the pairs are prepared at; training may take less of it. */
export const PREPARED_SIDE = 256;
/** A quarter of a megabyte each: more would fill a phone's memory. */
export const MOST_PAIRS = 500;
/** Their sources' paths begin so, which no folder's does. */
const OPEN_CASES = 'open cases:/';
/** What such a path ends with where the truth is the outline itself: no picture's name, which has no slash. */
const OUTLINE = 'corrected/outline.png';

type FoundPair = {
  readonly id: string;
  readonly name: string;
  readonly files: TrainingFiles;
  readonly lesionColour: number | null;
};

/**
 * Adds what was given to what is there. `role` is what the user says it is; null to tell by the names. `lost` was given
 * too, but could not be read.
 */
export async function takePairs(
  ports: Ports,
  given: readonly FolderFile[],
  role: FileRole | null = null,
  lost: readonly Leftover[] = [],
): Promise<void> {
  const { store } = ports;
  if (given.length + lost.length === 0) return;
  if (isTraining(store.getState()) || isReading(store.getState())) return;
  changeTraining(store, { reading: { done: 0, total: 0 } });
  const { added, unread } = await listGiven(given, role);
  const { training } = store.getState();
  changeTraining(store, {
    sources: addSources(training.sources, added, role),
    unread: [...training.unread, ...lost, ...unread],
  });
  await readPairs(ports);
}

/** Open cases that can be learned from: those whose truth the user gave or declared. */
export function casesWithTruth({ cases }: AppState): readonly Case[] {
  return cases.filter(({ truth }) => truth.status === 'taken');
}

/** And those without, whose outline the user has corrected by hand: it becomes their truth. */
export function casesCorrected({ cases }: AppState): readonly Case[] {
  return cases.filter(
    ({ truth, progress, corrections }) =>
      truth.status !== 'taken' && progress.status === 'done' && corrections.strokes.length > 0,
  );
}

export async function takeOpenCases(ports: Ports): Promise<void> {
  const { store } = ports;
  if (isTraining(store.getState()) || isReading(store.getState())) return;
  changeTraining(store, { reading: { done: 0, total: 0 } });
  const added = casesWithTruth(store.getState()).map(({ id, file }) => pictureOf(id, file));
  const unread: Leftover[] = [];
  const corrected = casesCorrected(store.getState());
  for (const { id, file } of corrected) {
    const outline = await drawOutline(ports, id);
    if (outline.ok) added.push(pictureOf(id, file), outlineOf(id, outline.value));
    else unread.push({ path: file.name, reason: outline.failure.detail });
  }
  const { training } = store.getState();
  changeTraining(store, {
    sources: addSources(training.sources, added, null),
    // what was said of them the last time is over
    unread: [
      ...training.unread.filter(({ path }) => !corrected.some(({ file }) => file.name === path)),
      ...unread,
    ],
  });
  await readPairs(ports);
}

function pictureOf(caseId: string, content: File): Source {
  return { path: `${OPEN_CASES}${caseId}/${content.name}`, role: 'picture', content };
}

function outlineOf(caseId: string, content: File): Source {
  return { path: `${OPEN_CASES}${caseId}/${OUTLINE}`, role: null, content }; // truths of a folder take no place of it
}

/** The mask of a case as it was corrected, at the picture's own size. */
async function drawOutline(ports: Ports, caseId: string): Promise<Reply<File>> {
  const isLoaded = findCase(ports.store, caseId)?.isLoaded === true;
  const isThere = isLoaded || (await decodeCase(ports, caseId));
  const one = findCase(ports.store, caseId);
  if (!isThere || one === undefined) return fail('unexpected', 'its picture could not be opened');
  return encodeCase(ports, one, 'mask');
}

/** Back to nothing given; settings stay. A training that is kept on this device is offered again. */
export async function clearPairs(ports: Ports): Promise<void> {
  const { store } = ports;
  if (isTraining(store.getState()) || isReading(store.getState())) return;
  const before = store.getState().training;
  const { choices, kept, parentId, pictures } = before;
  for (const { thumbnailUrl } of pictures) URL.revokeObjectURL(thumbnailUrl);
  trainingData(store).clear();
  changeTraining(store, { ...NO_TRAINING, choices, kept, parentId });
  await closeTraining(ports);
  await offerAgain(ports, before);
}

/**
 * Reads what is not read yet, checks all anew and parts them by the seed; what the user moved stays where it was put,
 * and pairs of an earlier visit's training stay.
 */
async function readPairs(ports: Ports): Promise<void> {
  const { store, pixels } = ports;
  const { sources, unread, pictures: before } = store.getState().training;
  const { pairs, leftovers } = findPairs(store.getState(), sources);
  const known = new Map(before.map((one) => [one.id, one]));
  const data = trainingData(store);
  const found = new Set(pairs.map(({ id }) => id));
  const read: TrainingPicture[] = [];
  for (const one of before.filter(({ id }) => !found.has(id))) {
    const datum = data.get(one.id);
    if (datum?.given === null) read.push(one);
    else {
      data.delete(one.id);
      URL.revokeObjectURL(one.thumbnailUrl);
    }
  }
  const refused: Leftover[] = pairs
    .slice(MOST_PAIRS)
    .map(({ name }) => ({ path: name, reason: `beyond the first ${MOST_PAIRS} pairs` }));
  const wanted = pairs.slice(0, MOST_PAIRS);
  for (const [index, { id, name, files, lesionColour }] of wanted.entries()) {
    changeTraining(store, { reading: { done: index, total: wanted.length } });
    const given = { ...files, lesionColour };
    const old = known.get(id);
    if (old !== undefined && isSameGiven(data.get(id)?.given, given)) {
      read.push(old);
      continue;
    }
    if (old !== undefined) URL.revokeObjectURL(old.thumbnailUrl);
    const bytes = await readBoth(files);
    const options = { side: PREPARED_SIDE, fit: fitOf(store.getState()), lesionColour };
    const prepared = bytes.ok
      ? await pixels.prepareTraining(bytes.value.picture, bytes.value.truth, options)
      : bytes;
    if (!prepared.ok) {
      refused.push({ path: name, reason: prepared.failure.detail });
      continue;
    }
    const { facts, pair, thumbnail, truthFile } = prepared.value;
    const own = truthFile === null ? files : { ...files, truth: truthFile };
    data.set(id, { pair, files: own, given });
    const thumbnailUrl = URL.createObjectURL(thumbnail);
    read.push({ ...facts, id, name, thumbnailUrl, remark: null });
  }
  setPictures(ports, read, [...unread, ...leftovers, ...refused]);
}

function setPictures(
  { store }: Ports,
  read: readonly TrainingPicture[],
  leftovers: readonly Leftover[],
): void {
  const { choices, pictures: before, parts: partsBefore } = store.getState().training;
  const checked = checkPairs(read satisfies readonly PairFacts[]);
  const pictures = read.map((one, i) => ({ ...one, remark: checked[i]!.remark }));
  const ids = pictures.filter(isUsable).map(({ id }) => id);
  const drawn = splitPairs(ids, choices.seed);
  const drawnBefore = splitPairs(
    before.filter(isUsable).map(({ id }) => id),
    choices.seed,
  );
  const partOf = (id: string) => {
    const part = partsBefore[id];
    const wasMoved = part !== undefined && drawnBefore.get(id) !== part;
    return wasMoved ? part : drawn.get(id)!;
  };
  const parts = Object.fromEntries(ids.map((id) => [id, partOf(id)]));
  changeTraining(store, {
    reading: null,
    pictures,
    leftovers,
    parts,
    estimate: { status: 'none' },
  });
}

function findPairs(
  state: AppState,
  sources: readonly Source[],
): { readonly pairs: readonly FoundPair[]; readonly leftovers: readonly Leftover[] } {
  const contents = new Map(sources.map(({ path, content }) => [path, content]));
  const fromFolders = sources.filter(({ path }) => !path.startsWith(OPEN_CASES));
  const { pairs, leftovers } = keepComplete(pairFolders(fromFolders, DEFAULT_RULE));
  const found: FoundPair[] = [];
  const alone: Leftover[] = [];
  for (const { id, picture, truth } of pairs) {
    if (picture === null) continue;
    if (truth === null) alone.push({ path: picture, reason: 'no truth has its name' });
    else {
      const files = { picture: contents.get(picture)!, truth: contents.get(truth)! };
      found.push({ id, name: lastOf(picture), files, lesionColour: null });
    }
  }
  for (const { id, file, truth } of state.cases) {
    if (!contents.has(`${OPEN_CASES}${id}/${file.name}`)) continue;
    const outline = contents.get(`${OPEN_CASES}${id}/${OUTLINE}`);
    const given = truth.status === 'taken' ? truth.file : outline;
    if (given === undefined) continue;
    const name = file.name.replace(/\.\w+$/, '').toLowerCase();
    const isTaken = found.some((other) => other.id === name);
    found.push({
      id: isTaken ? `${name} (${id.slice(0, 4)})` : name,
      name: file.name,
      files: { picture: file, truth: given },
      lesionColour: truth.status === 'taken' ? truth.options.lesionColour : null,
    });
  }
  return { pairs: found, leftovers: [...leftovers, ...alone] };
}

function isSameGiven(one: TrainingDatum['given'] | undefined, other: GivenPair): boolean {
  return (
    one?.picture === other.picture &&
    one.truth === other.truth &&
    one.lesionColour === other.lesionColour
  );
}

function fitOf({ engine }: AppState): FitKind {
  return engine.status === 'ready' ? engine.card.input.fit : 'stretch';
}

function isReading({ training }: AppState): boolean {
  return training.reading !== null;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
