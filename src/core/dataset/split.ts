/**
 * Which pairs are learned from, which tell when to stop, and which are kept for the end: 60, 20 and 20 of a hundred, by
 * a seed. Pictures of one patient or lesion stay together where their names tell it, or the test part would know them.
 */
import { seededRandom } from '@/core/samples/random';
import { type DatasetPart, PARTS } from './parts';

/** Of all groups: where training ends and where validation ends. */
const TRAINING_END = 0.6;
const VALIDATION_END = 0.8;
/** "PAT_8_15_820" of PAD-UFES-20, "patient12_left", "lesion-3_b". */
const NAMED_GROUP = /^(pat|patient|lesion|subject)[_-]?(\d+)(?:[_-]|$)/i;

/** What must stay on one side of a split: the patient or lesion that the name tells of, else the picture alone. */
export function groupOf(id: string): string {
  const match = NAMED_GROUP.exec(id);
  return match === null ? id : `${match[1]!.toLowerCase()} ${Number(match[2])}`;
}

/** Each id's part. The same ids and seed give the same parts, in whatever order they come. */
export function splitPairs(ids: readonly string[], seed: number): ReadonlyMap<string, DatasetPart> {
  const groups = new Set(ids.map(groupOf));
  // fewer patients than parts cannot be kept apart: then each picture counts alone
  const keyOf = groups.size < PARTS.length ? (id: string) => id : groupOf;
  const keys = shuffle([...new Set(ids.map(keyOf))].sort(), seed);
  const { validationStart, testStart } = placeCuts(keys.length);
  const parts = new Map(
    keys.map((key, place): [string, DatasetPart] => [
      key,
      place < validationStart ? 'training' : place < testStart ? 'validation' : 'test',
    ]),
  );
  return new Map(ids.map((id) => [id, parts.get(keyOf(id))!]));
}

/** At least one each for validation and test where there are three. */
function placeCuts(count: number): {
  readonly validationStart: number;
  readonly testStart: number;
} {
  const testStart = Math.min(Math.round(VALIDATION_END * count), Math.max(1, count - 1));
  const validationStart = Math.min(Math.round(TRAINING_END * count), Math.max(1, testStart - 1));
  return { validationStart, testStart };
}

/** Fisher and Yates. */
function shuffle(keys: readonly string[], seed: number): readonly string[] {
  const shuffled = [...keys];
  const random = seededRandom(seed);
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen]!, shuffled[last]!];
  }
  return shuffled;
}

/** So many of the ids, drawn by the seed, in their own order. Groups are not kept whole. */
export function drawSome(ids: readonly string[], count: number, seed: number): readonly string[] {
  const drawn = new Set(shuffle([...ids].sort(), seed).slice(0, count));
  return ids.filter((id) => drawn.has(id));
}
