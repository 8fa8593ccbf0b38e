import { Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { offerKeptTraining } from '@/app/flows/keepTraining';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import shared from '@/app/ui/parts/Place.module.css';
import { OutcomeSection } from './OutcomeSection';
import { PairsSection } from './PairsSection';
import { PartsSection } from './PartsSection';
import { ProgressSection } from './ProgressSection';
import { ResumeOffer } from './ResumeOffer';
import { SettingsSection } from './SettingsSection';
import { StartSection } from './StartSection';

/** A network made to fit the user's own pictures: given, parted, trained on, compared, kept. */
export function TrainPlace() {
  const ports = usePorts();
  useEffect(() => void offerKeptTraining(ports), [ports]);
  const { hasPictures, hasRun, hasOutcome } = useAppState(({ training }) => ({
    hasPictures: training.pictures.length > 0,
    hasRun: training.run.status !== 'idle',
    hasOutcome: training.outcome !== null,
  }));
  return (
    <main className={shared.place} aria-label="Train" tabIndex={0}>
      <div className={shared.column}>
        <div>
          <Title order={2} size="h2">
            Train on your own pictures
          </Title>
          <Text>
            Every camera is different. Give pictures with their ground truths: the network learns
            from them in this browser, and you see on pictures it never saw whether that helped.
            They stay on this device.
          </Text>
        </div>
        <ResumeOffer />
        <PairsSection />
        {hasPictures && (
          <>
            <PartsSection />
            <SettingsSection />
            <StartSection />
          </>
        )}
        {hasRun && <ProgressSection />}
        {hasOutcome && <OutcomeSection />}
      </div>
    </main>
  );
}
