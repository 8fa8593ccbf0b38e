import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { MessageBox } from '@/app/ui/parts/MessageBox';

/** Loaded when it is first opened: a first mask does not need it. */
const CameraView = lazy(() =>
  import('./CameraView').then(
    (part) => ({ default: part.CameraView }),
    () => ({ default: NotLoaded }),
  ),
);

function NotLoaded() {
  const message = {
    what: 'The camera’s part of the page could not be loaded.',
    whatNow: 'Check the connection to this site, then reload the page.',
  };
  return <MessageBox message={message} />;
}

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
