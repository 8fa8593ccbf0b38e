import { Skeleton, Table, Text } from '@mantine/core';
import { openCase } from '@/app/store/selectors';
import { formatPixels, formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import type { ConfusionCounts, Scores } from '@/core/metrics/types';
import classes from './Inspector.module.css';

const MEASURES: readonly { readonly name: string; readonly of: (scores: Scores) => number }[] = [
  { name: 'Dice (F1)', of: (scores) => scores.dice },
  { name: 'Jaccard (IoU)', of: (scores) => scores.jaccard },
  { name: 'Thresholded Jaccard', of: (scores) => scores.thresholdedJaccard },
  { name: 'Recall (sensitivity)', of: (scores) => scores.recall },
  { name: 'Precision', of: (scores) => scores.precision },
  { name: 'Specificity', of: (scores) => scores.specificity },
  { name: 'Accuracy', of: (scores) => scores.accuracy },
];

const COUNTS: readonly {
  readonly name: string;
  readonly of: (counts: ConfusionCounts) => number;
}[] = [
  { name: 'True positive', of: (counts) => counts.truePositive },
  { name: 'False positive', of: (counts) => counts.falsePositive },
  { name: 'False negative', of: (counts) => counts.falseNegative },
  { name: 'True negative', of: (counts) => counts.trueNegative },
];

/** Scores and pixel counts of the open case; they follow the sliders. */
export function ScoresTable() {
  const { scores, size } = useAppState((state) => {
    const one = openCase(state);
    return { scores: one?.scores?.scores ?? null, size: one?.picture?.size ?? null };
  });
  const cell = (value: string | undefined) =>
    value ?? <Skeleton height={12} width={48} ml="auto" aria-label="counting" />;
  return (
    <>
      <Table mt="xs" verticalSpacing={4} className="tabular" aria-label="Scores">
        <Table.Tbody>
          {MEASURES.map(({ name, of }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td ta="right" fw={600}>
                {cell(scores === null ? undefined : formatScore(of(scores)))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Table mt="xs" verticalSpacing={2} className="tabular" aria-label="Pixel counts">
        <Table.Tbody>
          {COUNTS.map(({ name, of }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td ta="right">
                {cell(scores === null ? undefined : formatPixels(of(scores.counts)))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" mt="xs" className={classes.quiet}>
        By the ISIC challenge’s rules, at the picture’s own size
        {size !== null && ` (${size.width} × ${size.height})`}: a measure whose denominator is 0
        counts as 1; thresholded Jaccard is 0 below 0.65. Precision is not in that scorer and
        follows the same rule. Human readers agree with one another at a mean Jaccard of 0.72 on the
        ISIC 2017 test pictures.
      </Text>
    </>
  );
}
