import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
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
  const block = useRef<HTMLDivElement>(null);
  /** With the focus on what stays: the button that was pressed goes. */
  const change = (isNowAsking: boolean) => {
    block.current?.focus({ preventScroll: true });
    setIsAsking(isNowAsking);
  };
  return (
    <div ref={block} tabIndex={-1} role="group" aria-label="Scale">
      {isAsking ? (
        <ScaleForm
          onScale={(next) => {
            setScale(ports, next);
            change(false);
          }}
          onCancel={() => {
            leaveScaleLine(ports);
            change(false);
          }}
        />
      ) : (
        <>
          <Text size="sm" mt="sm" className="tabular">
            {scale === null ? 'Lengths are in pixels.' : describeScale(scale)}
          </Text>
          <Group gap="xs" mt={6}>
            <Button size="compact-sm" variant="default" onClick={() => change(true)}>
              {scale === null ? 'Measure in millimetres' : 'Change the scale'}
            </Button>
            {scale !== null && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => {
                  setScale(ports, null);
                  change(false);
                }}
              >
                Back to pixels
              </Button>
            )}
          </Group>
          {scale !== null && (
            <Text size="xs" mt={6} className={classes.quiet}>
              Right only where the picture was taken straight from above and the ruler lies beside
              the lesion.
            </Text>
          )}
        </>
      )}
    </div>
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
