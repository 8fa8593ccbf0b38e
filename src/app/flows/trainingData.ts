/** The pixels and files of the pairs that are trained on: too large for the store, held once for each page. */
import type { ArchivedFile } from '@/app/browser/readZip';
import { areReadable, readSource } from '@/app/browser/readSource';
import type { AppStore } from '@/app/store/store';
import type { PixelPair } from '@/core/dataset/types';
import { fail, type Reply, succeed } from '@/core/failure';
import type { TestFiles } from '@/storage/trainingRecords';

export type TrainingFiles = {
  readonly picture: File | ArchivedFile | Blob;
  readonly truth: File | ArchivedFile | Blob;
};

export type GivenPair = TrainingFiles & { readonly lesionColour: number | null };

export type TrainingDatum = {
  readonly pair: PixelPair;
  /** What is scored. */
  readonly files: TrainingFiles;
  /** What the pair was read from; null where it comes from an earlier visit. */
  readonly given: GivenPair | null;
};

const data = new WeakMap<AppStore, Map<string, TrainingDatum>>();

/** By the pictures' ids. */
export function trainingData(store: AppStore): Map<string, TrainingDatum> {
  const known = data.get(store);
  if (known !== undefined) return known;
  const created = new Map<string, TrainingDatum>();
  data.set(store, created);
  return created;
}

/** The bytes of both files. Failure: file-unreadable, for one that was moved or changed; of an archive. */
export async function readBoth({ picture, truth }: TrainingFiles): Promise<Reply<TestFiles>> {
  const [one, other] = [await readOne(picture), await readOne(truth)];
  if (!one.ok) return one;
  return other.ok ? succeed({ picture: one.value, truth: other.value }) : other;
}

async function readOne(content: TrainingFiles['picture']): Promise<Reply<Blob>> {
  if (!(content instanceof Blob)) return readSource(content);
  return (await areReadable([content]))
    ? succeed(content)
    : fail('file-unreadable', 'it was moved or changed since it was chosen');
}
