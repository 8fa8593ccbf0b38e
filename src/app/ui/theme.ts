/** Colours and type of the page. The surround of a picture is neutral in both schemes. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

// Shades 7 and 8 carry white text at more than 4.5:1; shades 3 and 4 are read on the dark scheme's ground.
const petrol: MantineColorsTuple = [
  '#eaf5f8',
  '#d3e8ee',
  '#a6d1dd',
  '#7cbccd',
  '#5aa8bd',
  '#3a90a7',
  '#1f788f',
  '#126479',
  '#0d5365',
  '#073f4e',
];

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
    Popover: { defaultProps: { transitionProps: { duration: 100 } } },
    // Mantine's <header> would be the page's second banner.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Modal: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});
