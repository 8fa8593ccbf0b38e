import { Button, Group, SegmentedControl, Slider, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import {
  changeBrush,
  redoCorrection,
  stopCorrecting,
  undoCorrection,
} from '@/app/flows/correctOutline';
import { openCase } from '@/app/store/selectors';
import { isTyping } from '@/app/ui/shortcuts/useShortcuts';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import classes from './Correct.module.css';
import { focusButton, focusPad } from './focus';

/** Of the picture's width: from a hair to half a lesion. */
const LEAST_RADIUS = 0.003;
const MOST_RADIUS = 0.12;

/** What a stroke does, how wide the brush is, and the way back. Stands under the stage while an outline is corrected. */
export function CorrectBar() {
  const ports = usePorts();
  const { brush, widthPx, canUndo, canRedo } = useAppState((state) => {
    const one = openCase(state);
    return {
      brush: state.brush,
      widthPx: one?.picture?.size.width ?? 1,
      canUndo: (one?.corrections.strokes.length ?? 0) > 0,
      canRedo: (one?.corrections.undone.length ?? 0) > 0,
    };
  });
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // on a phone it is asked for from far below
    bar.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (altKey || ctrlKey === metaKey || isTyping(event.target)) return;
      const letter = key.toLowerCase();
      if (letter !== 'z' && letter !== 'y') return;
      event.preventDefault();
      if (letter === 'y' || shiftKey) redoCorrection(ports);
      else undoCorrection(ports);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [ports]);
  const diameterPx = Math.max(1, Math.round(2 * brush.radius * widthPx));
  return (
    <div
      ref={bar}
      className={classes.bar}
      role="group"
      aria-label="Correct the outline"
      onPointerUp={() => {
        // a hand on the mouse goes on drawing: Space is then for moving the picture, and not for the button
        setTimeout(focusPad);
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label="What a stroke does"
        value={brush.kind}
        onChange={(kind) => changeBrush(ports, { kind })}
        data={[
          { value: 'add', label: 'Add' },
          { value: 'erase', label: 'Erase' },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label="How it is drawn"
        value={brush.shape}
        onChange={(shape) => changeBrush(ports, { shape })}
        data={[
          { value: 'brush', label: 'Brush' },
          { value: 'area', label: 'Draw round' },
        ]}
      />
      <div className={classes.size}>
        <Text size="xs" className={`tabular ${classes.pixels}`}>
          {diameterPx} px
        </Text>
        <Slider
          className={classes.slider}
          size="sm"
          thumbLabel="Width of the brush"
          thumbValueText={`${diameterPx} px`}
          disabled={brush.shape === 'area'}
          label={null}
          min={Math.log(LEAST_RADIUS)}
          max={Math.log(MOST_RADIUS)}
          step={0.02}
          value={Math.log(brush.radius)}
          onChange={(value) => changeBrush(ports, { radius: Math.exp(value) })}
        />
      </div>
      <Group gap={6} wrap="nowrap" className={classes.ways}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!canUndo}
          onClick={() => undoCorrection(ports)}
        >
          Undo
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!canRedo}
          onClick={() => redoCorrection(ports)}
        >
          Redo
        </Button>
        <Button
          size="compact-sm"
          onClick={() => {
            stopCorrecting(ports);
            focusButton();
          }}
        >
          Done
        </Button>
      </Group>
    </div>
  );
}
