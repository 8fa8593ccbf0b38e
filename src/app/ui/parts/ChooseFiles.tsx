import { Button, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useRef, type ReactNode } from 'react';

const PICTURES = 'image/*,.jpg,.jpeg,.png,.webp,.avif,.gif,.bmp';

/** A button that opens the browser's file dialogue; the same file may be chosen twice in a row. */
export function ChooseFiles({
  onFiles,
  multiple = false,
  label,
  children,
  ...button
}: ButtonProps & {
  readonly onFiles: (files: readonly File[]) => void;
  readonly multiple?: boolean;
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
          ref={input}
          type="file"
          accept={PICTURES}
          multiple={multiple}
          aria-label={label}
          tabIndex={-1}
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
