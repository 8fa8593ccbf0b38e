/**
 * What everything that is seen stands on, as a script of its own: the browser runs a script in one go, and two short
 * tasks leave it time to answer in between.
 */
export { MantineProvider } from '@mantine/core';
export { createRoot } from 'react-dom/client';
