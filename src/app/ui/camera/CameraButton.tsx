import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { lazily } from '@/app/ui/parts/lazily';

/** Loaded when it is first opened: a first mask does not need it. */
const CameraView = lazily(
  () => import('./CameraView').then((part) => part.CameraView),
  'div',
  'The camera’s part of the page',
);

/** Opens the camera in a dialogue; closing that lets go of the camera. */
export function CameraButton(props: ButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const isNarrow = useMediaQuery('(max-width: 900px)');
  return (
    <>
      <Button {...props} onClick={() => setOpen(true)}>
        Camera
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Camera"
        size="xl"
        fullScreen={isNarrow}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Suspense>
          <CameraView onDone={() => setOpen(false)} />
        </Suspense>
      </Modal>
    </>
  );
}
