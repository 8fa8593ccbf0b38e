/** Calls back whenever the page goes out of sight, which may be the last that it hears. Returns what ends that. */
export function onPageHidden(callback: () => void): () => void {
  const onChange = () => {
    if (document.visibilityState === 'hidden') callback();
  };
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
