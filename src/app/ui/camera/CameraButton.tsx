import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { CameraView } from './CameraView';

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
        <CameraView onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}
