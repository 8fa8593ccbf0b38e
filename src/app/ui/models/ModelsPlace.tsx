import { Title } from '@mantine/core';
import shared from '@/app/ui/parts/Place.module.css';
import classes from './Models.module.css';
import { ModelChoice } from './ModelChoice';
import { NetworkSection } from './NetworkSection';
import { OwnModels } from './OwnModels';
import { PrivacySection } from './PrivacySection';

/** What the network is, and what becomes of the user's pictures. */
export function ModelsPlace() {
  return (
    <main className={shared.place} aria-label="Models & privacy" tabIndex={0}>
      <div className={classes.column}>
        <Title order={2} size="h2">
          The network
        </Title>
        <ModelChoice />
        <OwnModels />
        <NetworkSection />
        <PrivacySection />
      </div>
    </main>
  );
}
