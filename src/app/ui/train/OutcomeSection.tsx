import { Text } from '@mantine/core';
import type { BeforeAfter, TrainingOutcome } from '@/app/store/training';
import { MeansTable } from '@/app/ui/evaluate/MeansTable';
import { OneComparison } from '@/app/ui/evaluate/OneComparison';
import { Part } from '@/app/ui/evaluate/Part';
import { formatScore } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import { diceChange, type Verdict } from '@/core/dataset/verdict';
import shared from '@/app/ui/parts/Place.module.css';
import { BeforeAfterPanel } from './BeforeAfterPanel';
import { KeepForm } from './KeepForm';
import { SaveTables } from './SaveTables';
import classes from './Train.module.css';

const NAMES = { main: 'after', rival: 'before', otsu: '' } as const;
/** A verdict from fewer pictures than this rests on little. */
const ENOUGH_PICTURES = 6;

/** Before and after on what it never saw: the verdict first, then what it rests on. */
export function OutcomeSection() {
  const outcome = useAppState(({ training }) => training.outcome);
  if (outcome === null) return null;
  const { verdict, test, samples } = outcome;
  return (
    <>
      <Part title="Did it help?">
        <div className={classes.verdict} role="status" aria-label="Verdict">
          <Text fw={600} className="tabular">
            {tellVerdict(verdict)}
          </Text>
          <Text size="sm">
            {verdict === null
              ? 'No picture of the test part could be scored.'
              : `Mean of ${verdict.change.pictures} test ${verdict.change.pictures === 1 ? 'picture' : 'pictures'}, after minus before; in brackets its 95 % interval.`}
            {verdict !== null &&
              verdict.change.pictures < ENOUGH_PICTURES &&
              ' With so few pictures the interval says little: give more to be surer.'}
          </Text>
          <Text size="sm">{tellForgetting(outcome)}</Text>
        </div>
        <KeepForm outcome={outcome} />
        <SaveTables />
      </Part>
      <Part title="On your test part">
        <Figures of={test} />
        <BeforeAfterPanel outcome={outcome} />
      </Part>
      <Part title="On the drawn samples">
        <Text size="sm" className={shared.quiet}>
          Pictures of another look, which ship with Lentigo: what the network could do before and
          may have forgotten.
        </Text>
        <Figures of={samples} />
        <Text size="sm" className={shared.quiet}>
          For research and teaching. Not a medical device; it does not diagnose.
        </Text>
      </Part>
    </>
  );
}

function Figures({ of: { summaries, comparison, rows } }: { readonly of: BeforeAfter }) {
  const inOrder = [...summaries].sort((a, b) => (a.contender < b.contender ? 1 : -1));
  return (
    <>
      <div className={shared.means}>
        {inOrder.map((summary) => (
          <MeansTable
            key={summary.contender}
            summary={summary}
            name={summary.contender === 'main' ? 'After' : 'Before'}
          />
        ))}
      </div>
      {comparison !== null && (
        <OneComparison comparison={comparison} rows={rows} nameOf={(id) => NAMES[id]} />
      )}
    </>
  );
}

function tellVerdict(verdict: Verdict | null): string {
  if (verdict === null) return 'Nobody can tell: keep the original.';
  const { mean, interval } = verdict.change;
  const change = `Dice ${signed(mean)} (${interval.map((end) => formatScore(end).replace('-', '−')).join(' to ')})`;
  switch (verdict.kind) {
    case 'better':
      return `Better on your pictures: ${change}. Keep it?`;
    case 'unclear':
      return `Not surely better: ${change}. Keep the original, or train on more pictures.`;
    case 'worse':
      return `Not better: ${change}. Keep the original.`;
  }
}

function tellForgetting({ samples }: TrainingOutcome): string {
  const change = diceChange(samples.comparison);
  return change === null
    ? ''
    : `On the drawn samples of another look: Dice ${signed(change.mean)}.`;
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : '−'}${formatScore(Math.abs(value))}`;
}
