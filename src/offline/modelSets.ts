/**
 * Models that are not the default. The network answers first; without it, or where the host itself fails, what is kept.
 * A model is kept as it is used, and whole: once a card and all files that it describes have come, they take the place
 * of the set before. A card alone, as a list of models asks for it, changes nothing of what is kept.
 */
import * as z from 'zod/mini';
import { isSameBytes } from '@/core/sameBytes';
import { toSha256 } from '@/core/sha256';
import { leftOutAddress } from './protocol';

z.config({ jitless: true }); // the page's policy forbids code from text

const CARD = 'card.json';

const card = z.object({
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  golden: z.optional(z.object({ input: z.string(), output: z.string() })),
});

/** What has come of a model so far. */
type Coming = {
  readonly cardBytes: Uint8Array<ArrayBuffer>;
  /** Of all that it needs, by name. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly files: Map<string, Response>;
};

/** Answers for one file of a model; `waitUntil` keeps the service worker alive for what follows the answer. */
export type AnswerModel = (
  request: Request,
  waitUntil: (work: Promise<void>) => void,
) => Promise<Response>;

export function createModelSets(
  openStore: () => Promise<Cache>,
  fetchAnew: (request: Request) => Promise<Response>,
  isPageKept: () => Promise<boolean>,
): AnswerModel {
  /** By folder. */
  const coming = new Map<string, Coming>();

  return async (request, waitUntil) => {
    const findKept = async () => (await openStore()).match(request);
    try {
      const answer = await fetchAnew(request);
      // one that breaks off is kept another time
      if (answer.status === 200)
        waitUntil(take(request.url, answer.clone()).catch(() => undefined));
      return answer.status >= 500 ? ((await findKept()) ?? answer) : answer;
    } catch (error) {
      const kept = await findKept();
      if (kept === undefined) throw error;
      return kept;
    }
  };

  async function take(address: string, answer: Response): Promise<void> {
    const folder = new URL('./', address).href;
    const name = new URL(address).pathname.split('/').at(-1)!;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (name === CARD) {
      takeCard(folder, bytes);
      return;
    }
    const set = coming.get(folder);
    const expected = set?.hashes.get(name);
    if (
      set === undefined ||
      expected === undefined ||
      expected !== (await toSha256(crypto.subtle, bytes))
    )
      return;
    const type = answer.headers.get('Content-Type') ?? 'application/octet-stream';
    set.files.set(name, new Response(bytes, { headers: { 'Content-Type': type } }));
    if (set.files.size < set.hashes.size || coming.get(folder) !== set) return;
    coming.delete(folder);
    await keep(folder, set);
  }

  function takeCard(folder: string, cardBytes: Uint8Array<ArrayBuffer>): void {
    const before = coming.get(folder);
    if (before !== undefined && isSameBytes(before.cardBytes, cardBytes)) return;
    coming.delete(folder);
    const parsed = card.safeParse(parseJson(cardBytes)).data;
    if (parsed === undefined) return;
    const { files, golden } = parsed;
    const needed = files.filter(({ name }) => name !== golden?.input && name !== golden?.output);
    const hashes = new Map(needed.map(({ name, sha256 }) => [name, sha256]));
    coming.set(folder, { cardBytes, hashes, files: new Map() });
  }

  async function keep(folder: string, { cardBytes, files }: Coming): Promise<void> {
    if (!(await isPageKept())) return; // cleared; this worker answers until its pages are closed
    const store = await openStore();
    if ((await store.match(leftOutAddress(folder))) !== undefined) return;
    const json = { headers: { 'Content-Type': 'application/json' } };
    try {
      for (const [name, file] of files) await store.put(folder + name, file);
      await store.put(folder + CARD, new Response(cardBytes, json));
    } catch (error) {
      // no room for all of it: a part of one set and a part of another would run as neither
      await Promise.all([...files.keys(), CARD].map((name) => store.delete(folder + name)));
      throw error;
    }
  }
}

/** Undefined where it is none. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
