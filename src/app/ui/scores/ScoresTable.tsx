import { Skeleton, Table, Text } from '@mantine/core';
import { countCorrections, openCase } from '@/app/store/selectors';
import { formatPixels } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import type { ConfusionCounts } from '@/core/metrics/types';
import { BoundaryRows } from './BoundaryRows';
import { RatioRows } from './RatioRows';
import classes from './Scores.module.css';

const COUNTS: readonly {
  readonly name: string;
  readonly of: (counts: ConfusionCounts) => number;
}[] = [
  { name: 'True positive', of: (counts) => counts.truePositive },
  { name: 'False positive', of: (counts) => counts.falsePositive },
  { name: 'False negative', of: (counts) => counts.falseNegative },
  { name: 'True negative', of: (counts) => counts.trueNegative },
];

/** Scores and pixel counts of the open case; they follow the sliders. Each measure opens to its explanation. */
export function ScoresTable() {
  const { scores, size, isCorrected } = useAppState((state) => {
    const one = openCase(state);
    return {
      scores: one?.scores?.scores ?? null,
      size: one?.picture?.size ?? null,
      isCorrected: countCorrections(state) > 0,
    };
  });
  return (
    <>
      <Table
        mt="xs"
        verticalSpacing={2}
        horizontalSpacing={0}
        className="tabular"
        aria-label="Scores"
      >
        <Table.Tbody>
          <RatioRows scores={scores} />
          <BoundaryRows />
        </Table.Tbody>
      </Table>
      <Text size="xs" mt={6} className={classes.quiet}>
        <span className={classes.swatch} aria-hidden /> where two readers of one picture agree, mean
        to median; the mark is this case. Each measure opens to its formula.
      </Text>
      <Table
        mt="xs"
        verticalSpacing={2}
        horizontalSpacing={0}
        className="tabular"
        aria-label="Pixel counts"
      >
        <Table.Tbody>
          {COUNTS.map(({ name, of }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td ta="right">
                {scores === null ? (
                  <Skeleton height={12} width={48} ml="auto" role="img" aria-label="counting" />
                ) : (
                  formatPixels(of(scores.counts))
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" mt="xs" className={classes.quiet}>
        By the ISIC challenge’s rules, at the picture’s own size
        {size !== null && ` (${size.width} × ${size.height})`}: a measure whose denominator is 0
        counts as 1. Precision is not in that scorer and follows the same rule.
        {isCorrected && ' These are of the outline as it was corrected by hand.'}
      </Text>
    </>
  );
}
