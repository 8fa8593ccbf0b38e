import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { type EvaluationFile, saveEvaluation } from '@/app/flows/saveEvaluation';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { Part } from './Part';

const FILES: readonly { readonly kind: EvaluationFile; readonly name: string }[] = [
  { kind: 'pictures-csv', name: 'Pictures (CSV)' },
  { kind: 'means-csv', name: 'Means (CSV)' },
  { kind: 'means-markdown', name: 'Means (Markdown)' },
  { kind: 'comparison-csv', name: 'Differences (CSV)' },
  { kind: 'panel', name: 'Panel (PNG)' },
  { kind: 'masks', name: 'Masks (ZIP)' },
  { kind: 'report', name: 'Report (HTML)' },
];

/** What can be taken away; while the run goes on there is nothing final to take. */
export function SaveSection() {
  const ports = usePorts();
  const { isFinal, hasMasks, hasScores, hasComparison } = useAppState(({ evaluation }) => ({
    isFinal: evaluation.figures?.isFinal === true,
    hasMasks: evaluation.rows.some(({ mask }) => mask !== null),
    hasScores: (evaluation.figures?.summaries.length ?? 0) > 0,
    hasComparison: (evaluation.figures?.comparisons.length ?? 0) > 0,
  }));
  const [making, setMaking] = useState<EvaluationFile | null>(null);
  const isThere = (kind: EvaluationFile) => {
    if (!isFinal) return false;
    if (kind === 'masks') return hasMasks;
    if (kind === 'comparison-csv') return hasComparison;
    return kind === 'pictures-csv' || kind === 'report' || hasScores;
  };
  const save = async (kind: EvaluationFile) => {
    setMaking(kind);
    await saveEvaluation(ports, kind);
    setMaking(null);
  };
  return (
    <Part title="Save">
      <Group gap="xs">
        {FILES.map(({ kind, name }) => (
          <Button
            key={kind}
            variant="default"
            disabled={!isThere(kind) || (making !== null && making !== kind)}
            loading={making === kind}
            onClick={() => void save(kind)}
          >
            {name}
          </Button>
        ))}
      </Group>
      <Text size="sm" className={shared.quiet}>
        {isFinal
          ? 'CSV files have every figure in full precision. The masks are 8-bit grey PNG in ISIC’s naming, at each picture’s own size. The report names the settings, the network’s hash and the versions, so that the run can be repeated.'
          : 'Files can be saved when the run ends or is stopped.'}
      </Text>
    </Part>
  );
}
