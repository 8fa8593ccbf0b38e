import { Group, Text } from '@mantine/core';
import type { ViewKind } from '@/app/store/views';
import { useAppState } from '@/app/ui/usePorts';
import { OUTLINE_COLOURS } from '@/core/mask/outlineStyle';
import classes from './Stage.module.css';

const DIFFERENCE = [
  { className: classes.truePositive, name: 'True positive', colour: null },
  { className: classes.falsePositive, name: 'False positive', colour: null },
  { className: classes.falseNegative, name: 'False negative', colour: null },
] as const;

/** What the colours mean, where they mean something. */
export function Legend({
  view,
  hasTruth,
}: {
  readonly view: ViewKind;
  readonly hasTruth: boolean;
}) {
  const colour = useAppState((state) => state.preferences.outline.colour);
  const entries =
    view === 'difference'
      ? DIFFERENCE
      : hasTruth && view !== 'mask' && view !== 'figure'
        ? [
            { className: classes.prediction, name: 'Outline', colour: OUTLINE_COLOURS[colour] },
            { className: classes.truthLine, name: 'Ground truth', colour: '#fff' },
          ]
        : [];
  if (entries.length === 0) return null;
  return (
    <Group gap="sm" className={classes.legend} role="list" aria-label="Legend">
      {entries.map(({ className, name, colour: background }) => (
        <Group key={name} gap={6} wrap="nowrap" role="listitem">
          <span
            className={`${classes.swatch} ${className}`}
            {...(background !== null && { style: { background } })}
            aria-hidden
          />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}
