import { ActionIcon, Group, Text } from '@mantine/core';
import classes from './Stage.module.css';
import type { ViewportControls } from './useViewport';

/** Zoom by button; the figure is picture pixels to screen pixels. */
export function ZoomControls({ controls }: { readonly controls: ViewportControls }) {
  const { view, step, fit } = controls;
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label="Zoom">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label="Zoom out"
        onClick={() => step('out')}
      >
        <span aria-hidden>−</span>
      </ActionIcon>
      <Text size="xs" className={`tabular ${classes.percent}`}>
        {Math.round(view.scale * 100)} %
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label="Zoom in"
        onClick={() => step('in')}
      >
        <span aria-hidden>+</span>
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        w={40}
        aria-label="Fit the picture"
        onClick={fit}
      >
        <Text size="xs">fit</Text>
      </ActionIcon>
    </Group>
  );
}
