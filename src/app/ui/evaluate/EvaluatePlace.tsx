import { Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { restoreEvaluation } from '@/app/flows/keepEvaluation';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { ChoicesSection } from './ChoicesSection';
import { ComparisonSection } from './ComparisonSection';
import { GiveSection } from './GiveSection';
import { MeansSection } from './MeansSection';
import { PanelSection } from './PanelSection';
import { PicturesSection } from './PicturesSection';
import { PlotsSection } from './PlotsSection';
import { RunSection } from './RunSection';
import { SaveSection } from './SaveSection';

/** Many pictures with their truths: given, run, read, taken away. */
export function EvaluatePlace() {
  const ports = usePorts();
  useEffect(() => void restoreEvaluation(ports), [ports]);
  const { hasPairs, hasRows } = useAppState(({ evaluation }) => ({
    hasPairs: evaluation.pairing.pairs.length > 0,
    hasRows: evaluation.rows.length > 0,
  }));
  return (
    <main className={shared.place} aria-label="Evaluate" tabIndex={0}>
      <div className={shared.column}>
        <div>
          <Title order={2} size="h2">
            Evaluate a folder
          </Title>
          <Text>
            How well do the outlines fit <em>your</em> pictures? Give pictures with their ground
            truths; they stay on this device.
          </Text>
        </div>
        <GiveSection />
        {hasPairs && <ChoicesSection />}
        {hasPairs && <RunSection />}
        {hasRows && (
          <>
            <MeansSection />
            <ComparisonSection />
            <PlotsSection />
            <PanelSection />
            <PicturesSection />
            <SaveSection />
            <Text size="sm" className={shared.quiet}>
              For research and teaching. Not a medical device; it does not diagnose.
            </Text>
          </>
        )}
      </div>
    </main>
  );
}
