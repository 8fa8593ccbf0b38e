/**
 * What happens to files that were dropped, pasted or picked: pictures become cases, truths find their pictures by name,
 * the rest is refused with its reason. Never rejects.
 */
import { freeName, pairFiles } from '@/core/naming/caseNames';
import { updateCase } from '@/app/store/store';
import type { Case, Refusal } from '@/app/store/types';
import { decodeCase, openCase } from './openCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { takeTruth } from './takeTruth';

/** Adds files; the first new picture is opened. */
export async function takeFiles(ports: Ports, given: readonly File[]): Promise<void> {
  const { store, newId } = ports;
  if (given.length === 0) return;
  const known = store.getState().cases;
  const files = nameApart(
    given,
    known.map((one) => one.file),
  );
  const knownNames = known.map((one) => one.file.name);
  const { pictures, truths } = pairFiles(
    files.map((file) => file.name),
    knownNames,
  );
  const byName = new Map(files.map((file) => [file.name, file]));
  const added: Case[] = pictures.flatMap((name) => {
    const file = byName.get(name);
    return file === undefined || knownNames.includes(name) ? [] : [newCase(newId(), file)];
  });
  const refused: Refusal[] = [];
  const paired: { readonly pictureName: string; readonly truth: File }[] = [];
  for (const { truth, picture } of truths) {
    const file = byName.get(truth);
    if (file === undefined) continue;
    if (picture === null) {
      const failure = { code: 'truth-without-picture', detail: file.name } as const;
      refused.push({ id: newId(), file, failure });
    } else {
      paired.push({ pictureName: picture, truth: file });
    }
  }
  store.setState((state) => ({
    cases: [...state.cases, ...added],
    refusals: [...state.refusals, ...refused],
  }));
  // A picture given again is opened rather than doubled.
  const again = known.find((one) => pictures.includes(one.file.name));
  if (added.length === 0 && again !== undefined) await openCase(ports, again.id);
  let isFirst = true;
  for (const one of added) {
    const isCase = await decodeCase(ports, one.id, { open: isFirst });
    if (isCase) isFirst = false;
    void runQueue(ports);
  }
  for (const { pictureName, truth } of paired) {
    const target = store.getState().cases.find((one) => one.file.name === pictureName);
    if (target !== undefined) await takeTruth(ports, target.id, truth);
  }
}

/** Takes a file as a picture whatever its name says. */
export async function takeAsPicture(ports: Ports, file: File): Promise<void> {
  const one = newCase(ports.newId(), file);
  ports.store.setState((state) => ({ cases: [...state.cases, one] }));
  await decodeCase(ports, one.id, { open: true });
  await runQueue(ports);
}

/** Runs a case again that the network could not do. */
export async function retryCase(ports: Ports, caseId: string): Promise<void> {
  updateCase(ports.store, caseId, { progress: { status: 'waiting' } });
  await runQueue(ports);
}

/** Takes a refusal off the list. */
export function dismissRefusal({ store }: Ports, refusalId: string): void {
  store.setState((state) => ({ refusals: state.refusals.filter(({ id }) => id !== refusalId) }));
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

function newCase(id: string, file: File): Case {
  return {
    id,
    file,
    progress: { status: 'opening' },
    picture: null,
    thumbnailUrl: '',
    truth: { status: 'none' },
    scores: null,
  };
}
