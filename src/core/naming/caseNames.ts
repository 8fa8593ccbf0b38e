/** Which file belongs to which by its name alone, and what saved files are called. */

/** A truth and the picture it belongs to; null where none of that name was given. */
export type PairedTruth = { readonly truth: string; readonly picture: string | null };

export type PairedFiles = {
  readonly pictures: readonly string[];
  readonly truths: readonly PairedTruth[];
};

export type SavedKind = 'mask' | 'overlay' | 'figure' | 'scores' | 'measures';

/** ISIC 2016–2018 (_Segmentation, _segmentation), PH2 (_lesion), and what people call them otherwise. */
const TRUTH_STEM = /^(.+)_(?:segmentation|lesion|mask|truth)$/i;
/** Formats that camera pictures come in and truths do not: "arm_lesion.jpg" is a picture, unless "arm" is one too. */
const CAMERA_SUFFIX = /\.(?:jpe?g|hei[cf]|avif)$/i;
/** Not allowed in names on some system. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const UNSAFE = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;

const SAVED: Record<SavedKind, string> = {
  mask: '_segmentation.png',
  overlay: '_overlay.png',
  figure: '_figure.png',
  scores: '_scores.csv',
  measures: '_measures.csv',
};

/**
 * Sorts names into pictures and truths, each in the order given. Upper and lower case are the same. A truth may belong
 * to one of `known`, the pictures that are open already; one of `names` goes first.
 */
export function pairFiles(names: readonly string[], known: readonly string[] = []): PairedFiles {
  const byStem = new Map<string, string>();
  for (const name of [...names, ...known]) {
    const stem = stemOf(name).toLowerCase();
    if (!byStem.has(stem)) byStem.set(stem, name);
  }
  const pictures: string[] = [];
  const truths: PairedTruth[] = [];
  for (const name of names) {
    const stem = TRUTH_STEM.exec(stemOf(name))?.[1]?.toLowerCase();
    const picture = stem === undefined ? undefined : byStem.get(stem);
    if (stem === undefined || (picture === undefined && CAMERA_SUFFIX.test(name)))
      pictures.push(name);
    else truths.push({ truth: name, picture: picture ?? null });
  }
  return { pictures, truths };
}

/** ISIC's naming: the picture's name without its ending, then what it is. */
export function saveName(pictureName: string, kind: SavedKind): string {
  return `${stemOf(pictureName).replaceAll(UNSAFE, '_') || 'picture'}${SAVED[kind]}`;
}

/** `name`, or where that is taken the first of "NAME (2).png", "NAME (3).png", … that is not. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = stemOf(name);
  let free = name;
  for (let count = 2; taken.has(free); count++)
    free = `${stem} (${count})${name.slice(stem.length)}`;
  return free;
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
