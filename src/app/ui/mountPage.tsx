/** All that is seen, mounted; nothing else. Loaded when the workers are on their way. */
import { startTransition, StrictMode } from 'react';
import type { Ports } from '@/app/flows/ports';
import { App } from './App';
import { createRoot, MantineProvider } from './foundation';
import { theme } from './theme';
import { PortsContext } from './usePorts';

export function mountPage(ports: Ports): void {
  const root = createRoot(document.getElementById('root')!);
  // a transition is rendered in slices; the first rendering is the longest there is
  startTransition(() =>
    root.render(
      <StrictMode>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <PortsContext value={ports}>
            <App />
          </PortsContext>
        </MantineProvider>
      </StrictMode>,
    ),
  );
}
