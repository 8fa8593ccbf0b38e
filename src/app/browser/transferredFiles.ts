/** The files of a drop or a paste; text, links and folders' own entries are left out. */
export function transferredFiles(transfer: DataTransfer | null): readonly File[] {
  return transfer === null ? [] : Array.from(transfer.files);
}

/** Whether a drag carries files at all (their names are hidden until the drop). */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}
