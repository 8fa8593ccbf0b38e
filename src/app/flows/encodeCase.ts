import { maskSettings } from '@/app/store/selectors';
import type { Case } from '@/app/store/types';
import { type Reply, succeed } from '@/core/failure';
import { saveName } from '@/core/naming/caseNames';
import type { SaveKind } from '@/pixels/protocol';
import type { Ports } from './ports';

/** A PNG of a case that is loaded and has its outline, named after its picture. */
export async function encodeCase(
  { pixels, store }: Ports,
  one: Case,
  kind: SaveKind,
): Promise<Reply<File>> {
  const state = store.getState();
  const { opacity, outline } = state.preferences;
  const blob = await pixels.encode(one.id, kind, maskSettings(state, one), { opacity, outline });
  if (!blob.ok) return blob;
  return succeed(new File([blob.value], saveName(one.file.name, kind), { type: 'image/png' }));
}
