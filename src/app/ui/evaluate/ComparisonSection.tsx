import { useAppState } from '@/app/ui/usePorts';
import type { Comparison } from '@/core/evaluation/compare';
import { OneComparison } from './OneComparison';
import { Part } from './Part';

/** Paired differences of the main contender and each other one, once the run ends. */
export function ComparisonSection() {
  const { comparisons, rows, described } = useAppState(({ evaluation }) => ({
    comparisons: evaluation.figures?.comparisons ?? NONE,
    rows: evaluation.rows,
    described: evaluation.described,
  }));
  if (comparisons.length === 0) return null;
  return (
    <Part title="Comparison">
      {comparisons.map((one) => (
        <OneComparison
          key={one.second}
          comparison={one}
          rows={rows}
          nameOf={(id) => described.find((other) => other.id === id)?.name ?? id}
        />
      ))}
    </Part>
  );
}

const NONE: readonly Comparison[] = [];
