import { useEffect, useSyncExternalStore } from 'react';
import { parsePlace, type Place } from './places';

/** The title that the page came with; the first place keeps it. */
const pageTitle = document.title;

/** Where the user is, by the address; also names the tab after it. */
export function usePlace(): Place {
  const place = parsePlace(useHash());
  useEffect(() => {
    document.title = place.id === 'segment' ? pageTitle : `${place.name} · Lentigo`;
  }, [place]);
  return place;
}

/** As a click on the place's link. */
export function goTo({ hash }: Place): void {
  window.location.hash = hash;
}

/** The address's hash as it is now, as "#/models". */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

/** Going back to an address that differs in more than its hash (the model's name) tells of itself as popstate only. */
function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
    window.removeEventListener('popstate', onChange);
  };
}
