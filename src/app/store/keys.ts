/** Names under which the browser keeps what outlives a visit. */
export const PREFERENCES_KEY = 'lentigo-preferences';
/** Mantine's own, for light or dark; there once the user has chosen. */
export const MANTINE_COLOURS_KEY = 'mantine-color-scheme-value';
