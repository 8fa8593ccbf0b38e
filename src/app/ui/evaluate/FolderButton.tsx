import { Button, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { type FolderFile, pickedFiles } from '@/app/browser/folderFiles';

/** A button that opens the browser's dialogue for a folder, or for files and archives. */
export function FolderButton({
  label,
  isFolder = true,
  onFiles,
  children,
  ...button
}: ButtonProps & {
  /** Name of the hidden input, for those who reach it directly. */
  readonly label: string;
  readonly isFolder?: boolean;
  readonly onFiles: (files: readonly FolderFile[]) => void;
  readonly children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <VisuallyHidden>
        <input
          ref={(element) => {
            input.current = element;
            if (element !== null) element.webkitdirectory = isFolder;
          }}
          type="file"
          multiple
          aria-label={label}
          tabIndex={-1}
          disabled={button.disabled === true}
          onChange={(event) => {
            const files = Array.from(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
            if (files.length > 0) onFiles(pickedFiles(files));
          }}
        />
      </VisuallyHidden>
    </>
  );
}
