/** What tells a truth from a picture; the user can change both. */
export type PairingRule = {
  /** Endings of a truth's name before its format. Upper and lower case are the same. */
  readonly endings: readonly string[];
  /** Folders whose name is or ends in one of these hold truths. */
  readonly folders: readonly string[];
};

export const DEFAULT_RULE: PairingRule = {
  endings: ['_segmentation', '_lesion', '_mask', '_truth', '_gt'],
  folders: ['masks', 'mask', 'groundtruth', 'ground_truth', 'truth', 'truths', 'segmentations'],
};
