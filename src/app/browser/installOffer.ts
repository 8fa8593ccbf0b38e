/** Chromium's offer to install the page as an app; other browsers have it in their own menus. */
type InstallOffer = Event & { prompt(): Promise<unknown> };

/** `onChange` hears whether the page can be installed. Returns what installs it after a click. */
export function watchInstallOffer(onChange: (canInstall: boolean) => void): () => void {
  let offer: InstallOffer | null = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    offer = event as InstallOffer;
    onChange(true);
  });
  window.addEventListener('appinstalled', () => onChange(false));
  return () => {
    // One offer can be used once.
    void offer?.prompt().catch(() => undefined);
    offer = null;
    onChange(false);
  };
}
