import { Button, Group, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { leaveScaleLine, startScaleLine } from '@/app/flows/setScale';
import { hasScaleLine, openCase } from '@/app/store/selectors';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { lengthOf } from '@/core/measure/diameters';
import {
  type PictureScale,
  scaleFromFrame,
  scaleFromLine,
  scaleFromTyped,
} from '@/core/measure/scale';
import type { Segment } from '@/core/measure/types';
import { formatLength } from './formatMeasures';

type Way = PictureScale['from']['kind'];

const WAYS: readonly { readonly value: Way; readonly label: string; readonly asks: string }[] = [
  { value: 'line', label: 'Ruler', asks: 'Length of the line in millimetres' },
  { value: 'frame', label: 'Width', asks: 'Width of the whole picture in millimetres' },
  { value: 'typed', label: 'Number', asks: 'Pixels in one millimetre' },
];

/** Three ways to tell the scale: a line over a ruler in the picture, the picture's width, or the number itself. */
export function ScaleForm({
  onScale,
  onCancel,
}: {
  readonly onScale: (scale: PictureScale) => void;
  readonly onCancel: () => void;
}) {
  const ports = usePorts();
  const [way, setWay] = useState<Way>('line');
  const [given, setGiven] = useState<number | string>('');
  const { line, isDrawing, widthPx } = useAppState((state) => ({
    line: hasScaleLine(state) ? (state.scaleTool?.line ?? null) : null,
    isDrawing: hasScaleLine(state) && state.scaleTool?.isDrawing === true,
    widthPx: openCase(state)?.picture?.size.width ?? 0,
  }));
  const drawn = isDrawing ? null : line;
  const length = useRef<HTMLInputElement>(null);
  const wasDrawing = useRef(isDrawing);
  useEffect(() => {
    if (wasDrawing.current && drawn !== null) length.current?.focus(); // what is asked next
    wasDrawing.current = isDrawing;
  }, [isDrawing, drawn]);
  const scale = toScale(way, given, drawn, widthPx);
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (scale !== null) onScale(scale);
  };
  const choose = (next: Way) => {
    setWay(next);
    setGiven('');
    leaveScaleLine(ports);
  };
  return (
    <form onSubmit={onSubmit}>
      <SegmentedControl
        fullWidth
        mt="sm"
        size="xs"
        aria-label="How to tell the scale"
        value={way}
        onChange={choose}
        data={WAYS.map(({ value, label }) => ({ value, label }))}
      />
      {way === 'line' && (
        <Group gap="xs" mt="xs" wrap="nowrap">
          <Button
            flex="none"
            size="compact-sm"
            variant={drawn === null ? 'filled' : 'default'}
            disabled={isDrawing}
            onClick={() => startScaleLine(ports)}
          >
            {drawn === null ? 'Draw the line' : 'Draw it anew'}
          </Button>
          <Text size="xs" className="tabular">
            {drawn === null
              ? 'from one mark of the ruler to another'
              : `${formatLength(lengthOf(drawn), null)} long`}
          </Text>
        </Group>
      )}
      <NumberInput
        ref={length}
        mt="xs"
        size="sm"
        label={WAYS.find(({ value }) => value === way)?.asks}
        value={given}
        onChange={setGiven}
        min={0}
        decimalScale={4}
        hideControls
        placeholder={way === 'line' ? '10' : ''}
      />
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" type="submit" disabled={scale === null}>
          Use this scale
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

/** Null while something is missing. */
function toScale(
  way: Way,
  given: number | string,
  line: Segment | null,
  widthPx: number,
): PictureScale | null {
  const value = given === '' ? Number.NaN : Number(given);
  switch (way) {
    case 'line':
      return line === null ? null : scaleFromLine(line, value);
    case 'frame':
      return scaleFromFrame(widthPx, value);
    case 'typed':
      return scaleFromTyped(value);
  }
}
