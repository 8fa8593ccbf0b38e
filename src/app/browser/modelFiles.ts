/** The files of a model as a user gives them: a ZIP that was exported, or a folder. Read whole, no further than named. */
import { fail, type Reply, succeed } from '@/core/failure';
import type { FolderFile } from './folderFiles';
import { listZip, readZipped } from './readZip';

export type GivenModel = {
  /** card.json, parsed as JSON and no further. */
  readonly card: unknown;
  /** Beside it, by their names. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  /** curve.csv; '' without. */
  readonly curveCsv: string;
};

type Entry = { readonly path: string; readonly read: () => Promise<Reply<Blob>> };

/** Far above any card. */
const MOST_CARD_BYTES = 4e6;

/** Failures: archive-unreadable, file-unreadable, model-card (no card, or no JSON). */
export async function readGivenModel(given: readonly FolderFile[]): Promise<Reply<GivenModel>> {
  try {
    return await readModel(given);
  } catch (error) {
    return fail('file-unreadable', 'the browser could not open it', error);
  }
}

async function readModel(given: readonly FolderFile[]): Promise<Reply<GivenModel>> {
  const entries = await listEntries(given);
  if (!entries.ok) return entries;
  const cards = entries.value.filter(({ path }) => /(?:^|\/)card\.json$/.test(path));
  const [cardEntry] = cards.sort((a, b) => a.path.length - b.path.length);
  if (cardEntry === undefined) return fail('model-card', 'there is no card.json in it');
  const folder = cardEntry.path.slice(0, -'card.json'.length);
  const cardFile = await cardEntry.read();
  if (!cardFile.ok) return cardFile;
  if (cardFile.value.size > MOST_CARD_BYTES) return fail('model-card', 'card.json is too large');
  const cardText = await cardFile.value.text();
  let card: unknown;
  try {
    card = JSON.parse(cardText);
  } catch (error) {
    return fail('model-card', 'card.json is not JSON', error);
  }
  const wanted = new Set([...namesOf(card), 'curve.csv']);
  const files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  let curveCsv = '';
  for (const { path, read } of entries.value) {
    const name = path.slice(folder.length);
    if (!path.startsWith(folder) || !wanted.has(name)) continue;
    const file = await read();
    if (!file.ok) return file;
    if (name === 'curve.csv') curveCsv = await file.value.text();
    else files.push({ name, bytes: new Uint8Array(await file.value.arrayBuffer()) });
  }
  return succeed({ card, files, curveCsv });
}

async function listEntries(given: readonly FolderFile[]): Promise<Reply<readonly Entry[]>> {
  const [first] = given;
  if (given.length === 1 && first !== undefined && !/\.json$/i.test(first.path)) {
    const listed = await listZip(first.file);
    if (!listed.ok) return listed;
    return succeed(
      listed.value.entries.map(({ path, content }) => ({
        path: path.slice(first.file.name.length + 1),
        read: () => readZipped(content),
      })),
    );
  }
  return succeed(
    given.map(({ path, file }) => ({ path, read: () => Promise.resolve(succeed<Blob>(file)) })),
  );
}

/** What the card says its files are called; the engine checks the rest of it. */
function namesOf(card: unknown): readonly string[] {
  const files = (card as { readonly files?: unknown } | null)?.files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown) => {
    const name = (file as { readonly name?: unknown } | null)?.name;
    return typeof name === 'string' ? [name] : [];
  });
}
