import { Button, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useRef, type ReactNode } from 'react';

const PICTURES = 'image/*,.jpg,.jpeg,.png,.webp,.avif,.gif,.bmp';

/** A button that opens the browser's dialogue for files or a folder; the same may be chosen twice in a row. */
export function ChooseFiles({
  onFiles,
  kind = 'picture',
  label,
  children,
  ...button
}: ButtonProps & {
  readonly onFiles: (files: readonly File[]) => void;
  /** A picture, several, several files of any kind, or a folder with all that is in it. */
  readonly kind?: 'picture' | 'pictures' | 'files' | 'folder';
  /** Name of the hidden input, for those who reach it directly. */
  readonly label: string;
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
            if (element !== null) element.webkitdirectory = kind === 'folder';
          }}
          type="file"
          accept={kind === 'picture' || kind === 'pictures' ? PICTURES : undefined}
          multiple={kind !== 'picture'}
          aria-label={label}
          tabIndex={-1}
          disabled={button.disabled === true}
          onChange={(event) => {
            const files = Array.from(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </VisuallyHidden>
    </>
  );
}
