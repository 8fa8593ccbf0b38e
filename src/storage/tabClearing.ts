/** How a tab that keeps no cases has those cleared that another one keeps. */
import { fail, type Reply } from '@/core/failure';

const CHANNEL = 'lentigo-clear-cases';
/** A tab in the background is slow to answer; one that the browser has put to sleep never does. */
const PATIENCE_MS = 5000;

type Message =
  { readonly kind: 'clear' } | { readonly kind: 'cleared'; readonly reply: Reply<null> };

/** Asks the tab that keeps cases. Its reply; a failure where it does not answer. */
export function clearElsewhere(): Promise<Reply<null>> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const end = (reply: Reply<null>) => {
      clearTimeout(timer);
      channel.close();
      resolve(reply);
    };
    const timer = setTimeout(() => end(fail('storage-failed', 'it does not answer')), PATIENCE_MS);
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'cleared') end(data.reply);
    };
    channel.postMessage({ kind: 'clear' } satisfies Message);
  });
}

/** Calls `clear` when another tab asks; for the one tab that keeps cases. Returns what ends that. */
export function onClearAsked(clear: () => Promise<Reply<null>>): () => void {
  if (!('BroadcastChannel' in globalThis)) return () => undefined; // as old as that, it has no locks and no other tab asks
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'clear') return;
    void clear().then((reply) => channel.postMessage({ kind: 'cleared', reply } satisfies Message));
  };
  return () => channel.close();
}
