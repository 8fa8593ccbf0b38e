import { Group, Text } from '@mantine/core';
import classes from './Stage.module.css';

const DIFFERENCE = [
  { className: classes.truePositive, name: 'True positive' },
  { className: classes.falsePositive, name: 'False positive' },
  { className: classes.falseNegative, name: 'False negative' },
] as const;

/** What the colours mean, where they mean something. */
export function Legend({
  view,
  hasTruth,
}: {
  readonly view: 'overlay' | 'outline' | 'mask' | 'difference';
  readonly hasTruth: boolean;
}) {
  const entries =
    view === 'difference'
      ? DIFFERENCE
      : hasTruth && view !== 'mask'
        ? [
            { className: classes.prediction, name: 'Outline' },
            { className: classes.truthLine, name: 'Ground truth' },
          ]
        : [];
  if (entries.length === 0) return null;
  return (
    <Group gap="sm" className={classes.legend} role="list" aria-label="Legend">
      {entries.map(({ className, name }) => (
        <Group key={name} gap={6} wrap="nowrap" role="listitem">
          <span className={`${classes.swatch} ${className}`} aria-hidden />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}
