import type { ComponentProps } from 'react';
import { type FolderFile, pickedFiles } from '@/app/browser/folderFiles';
import { ChooseFiles } from './ChooseFiles';

/** A button for a folder, or for files and archives, that gives the files with their paths. */
export function FolderButton({
  isFolder = true,
  onFiles,
  ...button
}: Omit<ComponentProps<typeof ChooseFiles>, 'kind' | 'onFiles'> & {
  readonly isFolder?: boolean;
  readonly onFiles: (files: readonly FolderFile[]) => void;
}) {
  return (
    <ChooseFiles
      {...button}
      kind={isFolder ? 'folder' : 'files'}
      onFiles={(files) => onFiles(pickedFiles(files))}
    />
  );
}
