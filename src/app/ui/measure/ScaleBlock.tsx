import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { leaveScaleLine, setScale } from '@/app/flows/setScale';
import { hasScaleLine, openCase } from '@/app/store/selectors';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { PictureScale } from '@/core/measure/scale';
import classes from './Measure.module.css';
import { ScaleForm } from './ScaleForm';

/** Whether lengths are in pixels or millimetres, and the way from one to the other. */
export function ScaleBlock() {
  const ports = usePorts();
  // the line of a case that was left in the middle is still there, and so is what it is for
  const [isAsking, setIsAsking] = useState(() => hasScaleLine(ports.store.getState()));
  const scale = useAppState((state) => openCase(state)?.scale ?? null);
  if (isAsking) {
    return (
      <ScaleForm
        onScale={(next) => {
          setScale(ports, next);
          setIsAsking(false);
        }}
        onCancel={() => {
          leaveScaleLine(ports);
          setIsAsking(false);
        }}
      />
    );
  }
  return (
    <>
      <Text size="sm" mt="sm" className="tabular">
        {scale === null ? 'Lengths are in pixels.' : describeScale(scale)}
      </Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="default" onClick={() => setIsAsking(true)}>
          {scale === null ? 'Measure in millimetres' : 'Change the scale'}
        </Button>
        {scale !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => setScale(ports, null)}
          >
            Back to pixels
          </Button>
        )}
      </Group>
      {scale !== null && (
        <Text size="xs" mt={6} className={classes.quiet}>
          Right only where the picture was taken straight from above and the ruler lies beside the
          lesion.
        </Text>
      )}
    </>
  );
}

function describeScale({ pxPerMm, from }: PictureScale): string {
  const figure = `${pxPerMm.toFixed(2)} px are 1 mm`;
  switch (from.kind) {
    case 'line':
      return `${figure}, by a line of ${from.lengthMm} mm.`;
    case 'frame':
      return `${figure}, by a picture ${from.widthMm} mm wide.`;
    case 'typed':
      return `${figure}, as typed.`;
  }
}
