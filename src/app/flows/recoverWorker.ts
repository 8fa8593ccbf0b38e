/** What the page does when one of its workers died: says so, starts it anew and gives it back what it held. */
import type { Death } from '@/app/browser/livingWorker';
import type { WorkerName } from '@/app/browser/workers';
import { fail } from '@/core/failure';
import { dropTraining } from './heldTraining';
import { notify } from './notify';
import { openCase } from './openCase';
import type { Ports } from './ports';
import { startEngine } from './startEngine';

/** One that died before it had done anything is not started again by itself: it would only die again. */
export function recoverWorker(ports: Ports, which: WorkerName, death: Death): void {
  const { reason, hasAnswered } = death;
  if (hasAnswered) {
    const what = which === 'engine' ? 'The network' : 'The part that works on pictures';
    notify(ports, 'warning', `${what} stopped (${reason}) and was started again.`);
  }
  if (which === 'engine') recoverEngine(ports, reason, hasAnswered);
  else recoverPixels(ports, hasAnswered);
}

function recoverEngine(ports: Ports, reason: string, hasAnswered: boolean): void {
  dropTraining(ports);
  const reply = fail('worker-stopped', reason);
  if (!reply.ok) ports.store.setState({ engine: { status: 'failed', failure: reply.failure } });
  if (hasAnswered) void startEngine(ports);
}

/** Cases stay; their pictures are decoded again when they are next needed, and the network's kept answers given back. */
function recoverPixels(ports: Ports, hasAnswered: boolean): void {
  const { pixels, store } = ports;
  const { openId, stage, uncertainty, useAverage } = store.getState();
  store.setState((state) => ({
    stage: null,
    uncertainty: null,
    comparison: null, // of the average, perhaps, which is gone
    useAverage: hasAnswered && state.useAverage, // the next one is told below, or not at all
    cases: state.cases.map((one) => ({
      ...one,
      isLoaded: false,
      certainty: { status: 'waiting' },
    })),
  }));
  stage?.bitmap.close();
  stage?.developed?.layer.close();
  uncertainty?.bitmap.close();
  if (!hasAnswered) return;
  if (useAverage) void pixels.useAverage(true);
  if (openId !== null) void openCase(ports, openId);
}
