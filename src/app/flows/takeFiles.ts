/**
 * What happens to files that were dropped, pasted or picked: pictures become cases, truths find their pictures by name,
 * the rest is refused with its reason. Never rejects.
 */
import { NO_CORRECTIONS } from '@/core/editing/corrections';
import { freeName, pairFiles } from '@/core/naming/caseNames';
import { queueProgress } from '@/app/store/selectors';
import { findCase, updateCase } from '@/app/store/store';
import type { Case, Refusal } from '@/app/store/types';
import { until } from '@/app/store/until';
import { decodeCase } from './decodeCase';
import { beginOpening, openCase } from './openCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { takeGivenTruth, takeTruth } from './takeTruth';

/** Adds files; the first new picture is opened. */
export async function takeFiles(ports: Ports, given: readonly File[]): Promise<void> {
  const { store, newId } = ports;
  if (given.length === 0) return;
  const { cases: known } = store.getState();
  const { finished, total } = queueProgress(store.getState());
  if (finished === total) store.setState({ isStopped: false }); // what was stopped has come to its end
  const { pictures, paired, lonely } = pairGiven(
    given,
    known.map((one) => one.file),
  );
  const byName = new Map(pictures.map((file) => [file.name, file]));
  const knownNames = new Set(known.map((one) => one.file.name));
  const added = pictures
    .filter(({ name }) => !knownNames.has(name))
    .map((file) => newCase(newId(), file, paired.get(file.name)));
  store.setState((state) => ({ cases: [...state.cases, ...added] }));
  refuseTruths(ports, lonely);
  // A picture given again is opened rather than doubled, from the file as it is now.
  const again = known.filter((one) => byName.has(one.file.name));
  for (const { id, file } of again) updateCase(store, id, { file: byName.get(file.name) ?? file });
  if (added.length === 0 && again[0] !== undefined) await openCase(ports, again[0].id);
  const mayOpen = added.length > 0 ? beginOpening(ports) : () => false;
  for (const one of known) {
    const truth = paired.get(one.file.name);
    if (truth !== undefined) await takeTruth(ports, one.id, truth);
  }
  if (added.length > 0) await openPictures(ports, added, mayOpen);
}

/**
 * Decodes new cases one after the other, each with its truth; the first that can be read is opened if it may, the rest
 * wait while stopped.
 */
export async function openPictures(
  ports: Ports,
  added: readonly Case[],
  mayOpen: () => boolean,
): Promise<void> {
  let isFirst = true;
  for (const { id, file, truth } of added) {
    if (!isFirst) await until(ports.store, ({ isStopped }) => !isStopped);
    const isCase = await decodeCase(ports, id, isFirst ? mayOpen : undefined);
    if (isCase) {
      isFirst = false;
      void runQueue(ports);
      await takeGivenTruth(ports, id);
    } else if (truth.status === 'opening' && wasRefused(ports, file)) {
      refuseTruths(ports, [truth.file]);
    }
  }
}

function wasRefused({ store }: Ports, picture: File): boolean {
  return store.getState().refusals.some(({ file }) => file === picture);
}

function refuseTruths({ store, newId }: Ports, files: readonly File[]): void {
  if (files.length === 0) return;
  const refused = files.map((file): Refusal => ({
    id: newId(),
    file,
    failure: { code: 'truth-without-picture', detail: file.name },
  }));
  store.setState((state) => ({ refusals: [...state.refusals, ...refused] }));
}

/** Takes a file as a picture whatever its name says. */
export async function takeAsPicture(ports: Ports, file: File): Promise<void> {
  const one = newCase(ports.newId(), file);
  ports.store.setState((state) => ({ cases: [...state.cases, one] }));
  await decodeCase(ports, one.id, beginOpening(ports));
  await runQueue(ports);
}

/** Tries a case again whose picture could not be read, or that the network could not do. */
export async function retryCase(ports: Ports, caseId: string): Promise<void> {
  const progress = findCase(ports.store, caseId)?.progress;
  if (progress?.status === 'failed' && progress.before !== undefined) {
    await openCase(ports, caseId);
    return;
  }
  updateCase(ports.store, caseId, {
    progress: { status: 'waiting' },
    scores: null,
    measures: null,
  });
  await runQueue(ports);
}

/** Takes the whole list away. */
export function dismissRefusals({ store }: Ports): void {
  store.setState({ refusals: [] });
}

/** Takes a refusal off the list. */
export function dismissRefusal({ store }: Ports, refusalId: string): void {
  store.setState((state) => ({ refusals: state.refusals.filter(({ id }) => id !== refusalId) }));
}

/**
 * The pictures, each under a name of its own; of those names and of known ones the truths; and the truths of none. A truth
 * belongs to the picture that it was given with, else to a known one; with two of that name it could be either's.
 */
function pairGiven(given: readonly File[], known: readonly File[]) {
  const { pictures: names, truths } = pairFiles(
    given.map((file) => file.name),
    known.map((file) => file.name),
  );
  const isPicture = new Set(names);
  const pictures = nameApart(
    given.filter(({ name }) => isPicture.has(name)),
    known,
  );
  const truthFiles = given.filter(({ name }) => !isPicture.has(name));
  const paired = new Map<string, File>();
  const lonely: File[] = [];
  for (const [i, { picture }] of truths.entries()) {
    const at = names.indexOf(picture ?? '');
    const isTwice = names.includes(picture ?? '', at + 1);
    const name = pictures[at]?.name ?? picture;
    if (name === null || isTwice || paired.has(name)) lonely.push(truthFiles[i]!);
    else paired.set(name, truthFiles[i]!);
  }
  return { pictures, paired, lonely };
}

/**
 * Cases are told apart by their names, and a clipboard calls every picture image.png: a file that has the name of
 * another one gets a name of its own. The same file given again keeps its name.
 */
function nameApart(files: readonly File[], known: readonly File[]): readonly File[] {
  const taken = new Set(known.map((file) => file.name));
  return files.map((file) => {
    if (known.some((other) => isSame(file, other))) return file;
    const { type, lastModified } = file;
    const name = freeName(file.name, taken);
    taken.add(name);
    return name === file.name ? file : new File([file], name, { type, lastModified });
  });
}

function isSame(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

/** Of a picture that is still to be opened, and the truth that it was given with. */
export function newCase(id: string, file: File, truth?: File): Case {
  return {
    id,
    file,
    progress: { status: 'opening' },
    picture: null,
    isLoaded: false,
    thumbnail: null,
    thumbnailUrl: '',
    truth: truth === undefined ? { status: 'none' } : { status: 'opening', file: truth },
    scores: null,
    certainty: { status: 'waiting' },
    measures: null,
    scale: null,
    corrections: NO_CORRECTIONS,
  };
}
