import type { Ports } from './ports';
import type { Notice } from '@/app/store/types';

/** Says something in passing; it goes by itself. What needs an answer is shown in its own place instead. */
export function notify(
  { store, newId }: Ports,
  kind: Notice['kind'],
  text: string,
  action: Notice['action'] = null,
): void {
  const notice: Notice = { id: newId(), kind, text, action };
  store.setState((state) => ({ notices: [...state.notices, notice] }));
}
