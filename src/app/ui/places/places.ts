/** The places of the page and their addresses: hash routes, so that links, the back button and reloads work anywhere. */
export type PlaceId = 'segment' | 'evaluate' | 'train' | 'models';

export type Place = { readonly id: PlaceId; readonly name: string; readonly hash: string };

export const PLACES: readonly [Place, ...Place[]] = [
  { id: 'segment', name: 'Segment', hash: '#/segment' },
  { id: 'evaluate', name: 'Evaluate', hash: '#/evaluate' },
  { id: 'train', name: 'Train', hash: '#/train' },
  { id: 'models', name: 'Models & privacy', hash: '#/models' },
];

/** The part of Models & privacy that the header leads to. */
export const PRIVACY_HASH = '#/models/privacy';

/** The place that an address's hash names, or a part of which it names; the first one where it names none. */
export function parsePlace(hash: string): Place {
  return PLACES.find(({ hash: own }) => hash === own || hash.startsWith(`${own}/`)) ?? PLACES[0];
}
