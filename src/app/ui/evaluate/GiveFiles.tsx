import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FolderFile } from '@/app/browser/folderFiles';
import { FolderButton } from '@/app/ui/parts/FolderButton';
import classes from './GiveFiles.module.css';

/** The ways in for many pictures and their truths; further ones of the place stand in the last line. */
export function GiveFiles({
  title,
  isBusy,
  onFiles,
  children,
}: {
  readonly title: string;
  readonly isBusy: boolean;
  /** `role` where the whole folder is of one kind. */
  readonly onFiles: (files: readonly FolderFile[], role?: 'truth') => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.drop}>
      <Text fw={600}>{title}</Text>
      <Group gap="xs" justify="center">
        <FolderButton label="Folder of pictures and truths" disabled={isBusy} onFiles={onFiles}>
          Choose a folder
        </FolderButton>
        <FolderButton
          label="Picture files or a ZIP"
          isFolder={false}
          variant="default"
          disabled={isBusy}
          onFiles={onFiles}
        >
          Choose files or a ZIP
        </FolderButton>
      </Group>
      <Group gap="xs" justify="center">
        <FolderButton
          label="Folder of truths"
          size="compact-sm"
          variant="subtle"
          disabled={isBusy}
          onFiles={(files) => onFiles(files, 'truth')}
        >
          Truths from another folder
        </FolderButton>
        {children}
      </Group>
    </div>
  );
}
