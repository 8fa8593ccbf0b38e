/**
 * Which of many files belong together, by their names and folders alone. In: paths as given, some of a known role. Out:
 * pairs by a common id, and every file that is in none, with why. Fits ISIC 2016 to 2018 and HAM10000 (ID.jpg,
 * ID_segmentation.png in any case), PH2 (IMD002/IMD002_Dermoscopic_Image/IMD002.bmp, IMD002_lesion/IMD002_lesion.bmp),
 * `NAME.*` with `NAME_mask.*`, and folders called masks or GroundTruth with files of the same names.
 */

import type { PairingRule } from './pairingRule';

/** picture: to be segmented. truth: what is right. mask: made elsewhere, to be scored. */
export type FileRole = 'picture' | 'truth' | 'mask';

export type GivenFile = {
  /** With folders, '/' between them. */
  readonly path: string;
  /** What the user said; null to tell by name. */
  readonly role: FileRole | null;
};

export type FilePair = {
  /** The picture's name without its format, in lower case; unique. */
  readonly id: string;
  readonly picture: string | null;
  readonly truth: string | null;
  readonly mask: string | null;
};

export type Leftover = { readonly path: string; readonly reason: string };

export type FolderPairs = {
  readonly pairs: readonly FilePair[];
  readonly leftovers: readonly Leftover[];
};

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif|bmp|hei[cf]|jfif)$/i;
const CAMERA_SUFFIX = /\.(?:jpe?g|jfif|hei[cf]|avif)$/i;
/** What systems and challenges put beside pictures. */
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
const OTHER_KIND = /_superpixels\.\w+$|_roi\/|_R\d+_Label\d+\.\w+$/i;

/** Pairs and leftovers by path; a second file for the same place in a pair is a leftover. */
export function pairFolders(files: readonly GivenFile[], rule: PairingRule): FolderPairs {
  const leftovers: Leftover[] = [];
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const usable = sorted.filter(({ path }) => {
    const reason = reasonToSkip(path);
    if (reason !== '') leftovers.push({ path, reason });
    return reason === '';
  });
  const plainIds = new Set(usable.map(({ path }) => stemOf(path).toLowerCase()));
  const pairs = new Map<string, FilePair>();
  for (const { path, role: given } of usable) {
    const role = given ?? tellRole(path, rule, plainIds);
    const id = role === 'picture' ? stemOf(path).toLowerCase() : idOfTruth(path, rule, role);
    const pair = pairs.get(id) ?? { id, picture: null, truth: null, mask: null };
    const taken = pair[role];
    if (taken === null) pairs.set(id, { ...pair, [role]: path });
    else leftovers.push({ path, reason: `has the same id as ${taken}, which is used` });
  }
  return { pairs: [...pairs.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), leftovers };
}

/** Pairs that something can be done with; the rest become leftovers. Nothing is dropped without a word. */
export function keepComplete({ pairs, leftovers }: FolderPairs): FolderPairs {
  const hasTruths = pairs.some(({ truth }) => truth !== null);
  const alone: Leftover[] = [];
  const complete = pairs.filter(({ picture, truth, mask }) => {
    if (picture === null && mask === null && truth !== null)
      alone.push({ path: truth, reason: 'no picture has its name' });
    else if (picture === null && truth === null && mask !== null)
      alone.push({ path: mask, reason: 'no picture and no truth has its name' });
    else if (hasTruths && truth === null)
      for (const path of [picture, mask])
        if (path !== null) alone.push({ path, reason: 'no truth has its name' });
    return picture === null ? truth !== null && mask !== null : !hasTruths || truth !== null;
  });
  return { pairs: complete, leftovers: [...leftovers, ...alone] };
}

function reasonToSkip(path: string): string {
  if (HIDDEN.test(path)) return 'a hidden file of the system';
  if (OTHER_KIND.test(path)) return 'neither a picture nor an outline of the whole lesion';
  return PICTURE.test(path) ? '' : 'not a picture, by its name';
}

/** A camera's format with a truth's ending ("arm_lesion.jpg") is a truth only where its picture is there, too. */
function tellRole(path: string, rule: PairingRule, plainIds: ReadonlySet<string>): FileRole {
  if (isInTruthFolder(path, rule)) return 'truth';
  const stem = stemOf(path).toLowerCase();
  const id = withoutEnding(stem, rule);
  if (id === stem) return 'picture';
  return CAMERA_SUFFIX.test(path) && !plainIds.has(id) ? 'picture' : 'truth';
}

function isInTruthFolder(path: string, rule: PairingRule): boolean {
  return path
    .toLowerCase()
    .split('/')
    .slice(0, -1)
    .some((folder) =>
      rule.folders.some((name) => {
        const asked = name.toLowerCase();
        return folder === asked || folder.endsWith(`_${asked}`) || folder.endsWith(` ${asked}`);
      }),
    );
}

/** A mask's name may have any truth's ending, or those of programs that write masks. */
function idOfTruth(path: string, rule: PairingRule, role: FileRole): string {
  const stem = stemOf(path).toLowerCase();
  const endings = role === 'mask' ? ['_prediction', '_pred', '_seg', '_otsu'] : [];
  return withoutEnding(stem, { ...rule, endings: [...rule.endings, ...endings] });
}

function withoutEnding(stem: string, { endings }: PairingRule): string {
  const ending = endings
    .map((one) => one.toLowerCase())
    .find((one) => one !== '' && stem.endsWith(one) && stem.length > one.length);
  return ending === undefined ? stem : stem.slice(0, -ending.length);
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
