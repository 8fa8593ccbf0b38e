/** Longer than between two steps of a moving slider, shorter than anyone waits for: what is slow begins after it. */
export const REST_MS = 150;
