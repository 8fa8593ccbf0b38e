/** Mounts the app; nothing else. `?backend=` and `?model=` choose what it starts with. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@/app/ui/page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { download } from '@/app/browser/download';
import { startWorkers } from '@/app/browser/workers';
import { parseStartOptions } from '@/app/browser/startOptions';
import { watchCertainty } from '@/app/flows/assessCertainty';
import { watchMeasures } from '@/app/flows/measureCase';
import { watchUncertainty } from '@/app/flows/showUncertainty';
import { startEngine } from '@/app/flows/startEngine';
import { startKeeping } from '@/app/flows/restoreCases';
import { createAppStore } from '@/app/store/store';
import { App } from '@/app/ui/App';
import { theme } from '@/app/ui/theme';
import { PortsContext } from '@/app/ui/usePorts';
import { fail } from '@/core/failure';
import { createCaseShelf } from '@/storage/caseShelf';

const store = createAppStore();
const workers = startWorkers((which, reason) => {
  const detail = `the ${which} worker stopped (${reason})`;
  const reply = fail('unexpected', detail);
  if (!reply.ok) store.setState({ engine: { status: 'failed', failure: reply.failure } });
});
const ports = {
  ...workers,
  store,
  download,
  shelf: createCaseShelf(),
  newId: () => crypto.randomUUID(),
  modelsUrl: new URL('models/', document.baseURI).href,
};

startKeeping(ports);
watchCertainty(ports);
watchMeasures(ports);
watchUncertainty(ports);
void startEngine(ports, parseStartOptions(window.location.search));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <PortsContext value={ports}>
        <App />
      </PortsContext>
    </MantineProvider>
  </StrictMode>,
);
