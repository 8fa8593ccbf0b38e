import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useAppState } from '@/app/ui/usePorts';
import { DRAWN } from './SampleShelf';
import { SampleTiles } from './SampleTiles';

/** Offers the samples where cases are open already. */
export function SamplesButton() {
  const [opened, setOpened] = useState(false);
  const isDrawing = useAppState((state) => state.samples.drawing !== null);
  const close = () => setOpened(false);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        px="xs"
        w={88} // both words fit
        style={{ flex: 'none' }}
        onClick={() => setOpened(true)}
      >
        {isDrawing ? 'Drawing' : 'Samples'}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title="Sample lesions"
        size={640}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm" c="dimmed" mb="sm">
          {DRAWN}
        </Text>
        <SampleTiles onOpen={close} />
      </Modal>
    </>
  );
}
