import { Table, Text, Title } from '@mantine/core';
import type { ModelScores } from '@/engine/protocol';
import { formatCount, formatScore } from '@/app/ui/parts/formatNumbers';
import shared from '@/app/ui/parts/Place.module.css';
import { DiceHistogram } from './DiceHistogram';
import classes from './Models.module.css';
import { ReliabilityDiagram } from './ReliabilityDiagram';

type Measure = {
  readonly name: string;
  readonly of: (scores: ModelScores) => number;
  readonly interval: (scores: ModelScores) => readonly [number, number] | undefined;
};

const MEASURES: readonly Measure[] = [
  { name: 'Dice (F1)', of: (s) => s.dice, interval: (s) => s.intervals.dice },
  { name: 'Jaccard (IoU)', of: (s) => s.jaccard, interval: (s) => s.intervals.jaccard },
  {
    name: 'Thresholded Jaccard',
    of: (s) => s.thresholdedJaccard,
    interval: (s) => s.intervals.thresholdedJaccard,
  },
  { name: 'Recall', of: (s) => s.recall, interval: (s) => s.intervals.recall },
  { name: 'Precision', of: (s) => s.precision, interval: (s) => s.intervals.precision },
  { name: 'Accuracy', of: (s) => s.accuracy, interval: (s) => s.intervals.accuracy },
];

/** How well it did on pictures that it never saw; a table for each set, so that nothing scrolls sideways. */
export function CardScores({ scores }: { readonly scores: readonly ModelScores[] }) {
  return (
    <>
      <Title order={3} size="h4">
        Its scores
      </Title>
      {scores.length === 0 ? (
        <Text size="sm">This network’s card carries no scores yet.</Text>
      ) : (
        <>
          <div className={classes.sets}>
            {scores.map((one) => (
              <div key={one.set}>
                <SetScores scores={one} />
                {one.diceHistogram !== undefined && (
                  <DiceHistogram set={one.set} counts={one.diceHistogram} failures={one.failures} />
                )}
                {one.reliability !== undefined && (
                  <ReliabilityDiagram set={one.set} reliability={one.reliability} />
                )}
                {one.pooled !== undefined && (
                  <Text size="sm" className={`tabular ${shared.quiet}`}>
                    Of all pixels of these pictures together: Dice {formatScore(one.pooled.dice)},
                    Jaccard {formatScore(one.pooled.jaccard)}.
                  </Text>
                )}
              </div>
            ))}
          </div>
          {groupByRule(scores).map(({ rule, command }) => (
            <Text size="sm" key={rule + command} className={shared.quiet}>
              {rule}. In brackets the 95 % interval (bootstrap over the pictures). Measured by{' '}
              <code>{command}</code>.
            </Text>
          ))}
        </>
      )}
    </>
  );
}

function SetScores({ scores }: { readonly scores: ModelScores }) {
  return (
    <Table
      captionSide="top"
      verticalSpacing={4}
      className="tabular"
      aria-label={`Scores on ${scores.set}`}
    >
      <Table.Caption ta="left" mt={0}>
        {scores.set}, {formatCount(scores.pictures)} pictures
      </Table.Caption>
      <Table.Tbody>
        {MEASURES.map(({ name, of, interval }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            <Table.Td ta="right">
              <strong>{formatScore(of(scores))}</strong>
              {formatInterval(interval(scores))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function formatInterval(ends: readonly [number, number] | undefined): string {
  return ends === undefined ? '' : ` (${ends.map(formatScore).join(' to ')})`;
}

/** Each rule and command once. */
function groupByRule(scores: readonly ModelScores[]): readonly ModelScores[] {
  const known = new Map(scores.map((one) => [one.rule + one.command, one]));
  return [...known.values()];
}
