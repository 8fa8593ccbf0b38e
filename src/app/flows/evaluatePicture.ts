/** One picture of an evaluation: read, segmented, scored by every contender of a pass. Never rejects. */
import { readSource } from '@/app/browser/readSource';
import type { EvaluatedRow } from '@/app/store/evaluation';
import type { Contender, ContenderId, Outcome } from '@/core/evaluation/types';
import { type Failure, type Reply, succeed } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import type { FilePair } from '@/core/naming/pairFolders';
import type { InputSpec, ProbabilityMap } from '@/core/raster/types';
import type { EvaluatedFiles } from '@/pixels/protocol';
import type { NetworkTurns } from './networkTurns';
import type { Ports } from './ports';
import { predictInput } from './predictInput';

export type PassSettings = {
  readonly contenders: readonly Contender[];
  /** The one whose answer counts. Null, as `spec`, where no network runs. */
  readonly modelId: string | null;
  readonly spec: InputSpec | null;
  /** The network's clean-up, for Otsu's mask as well. */
  readonly mask: MaskSettings;
  readonly isTruthResized: boolean;
};

/** Null where the network itself is gone: the picture is to be done again. */
export async function evaluatePicture(
  ports: Ports,
  pair: FilePair,
  { contenders, modelId, spec, mask, isTruthResized }: PassSettings,
  turns: NetworkTurns,
): Promise<EvaluatedRow | null> {
  const { pixels, store, newId } = ports;
  const failed = (failure: Failure): EvaluatedRow => ({
    id: pair.id,
    outcomes: failAll(contenders, failure),
    size: null,
    sweep: null,
    mask: null,
  });
  try {
    const files = await readPair(ports, pair);
    if (!files.ok) return failed(files.failure);
    const jobId = newId();
    const needsOtsu = contenders.some(({ kind }) => kind === 'otsu');
    const options = { spec, needsOtsu, resize: isTruthResized };
    const opened = await pixels.openEvaluated(jobId, files.value, options);
    if (!opened.ok) return failed(opened.failure);
    const { size, input, truthBorder } = opened.value;
    let probabilities: ProbabilityMap | null = null;
    let networkFailure: Failure | null = null;
    if (input !== null) {
      const answer = await turns.take(() => predictInput(ports, input));
      const { engine } = store.getState();
      if (engine.status !== 'ready' || engine.card.id !== modelId) {
        await pixels.dropEvaluated(jobId);
        return null;
      }
      if (answer.ok) probabilities = answer.value.probabilities;
      else networkFailure = answer.failure;
    }
    const networks = contenders.flatMap((one) =>
      one.kind === 'network'
        ? [{ id: one.id, settings: { ...mask, threshold: one.threshold ?? mask.threshold } }]
        : [],
    );
    const scored = await pixels.scoreEvaluated(jobId, {
      probabilities,
      networks: networkFailure === null ? networks : [],
      masks: contenders.find(({ kind }) => kind === 'masks')?.id ?? null,
      otsu: needsOtsu ? mask : null,
    });
    if (!scored.ok) return failed(scored.failure);
    const { outcomes, sweep, mask: maskFile } = scored.value;
    const missing = networkFailure === null ? {} : failAll(networks, networkFailure);
    const row = {
      id: pair.id,
      outcomes: { ...outcomes, ...missing },
      size,
      ...(truthBorder !== null && { truthBorder }),
    };
    // both are of the first network, which may be only what the evaluated masks are compared with
    const isMain = networks[0]?.id === 'main';
    return { ...row, sweep: isMain ? sweep : null, mask: isMain ? maskFile : null };
  } catch (error) {
    return failed({ code: 'unexpected', detail: String(error) });
  }
}

/** The bytes of what belongs to a picture. */
export async function readPair(
  { store }: Ports,
  { picture, truth, mask }: FilePair,
): Promise<Reply<EvaluatedFiles>> {
  const { sources } = store.getState().evaluation;
  const files: Record<'picture' | 'truth' | 'mask', Blob | null> = {
    picture: null,
    truth: null,
    mask: null,
  };
  for (const [name, path] of Object.entries({ picture, truth, mask })) {
    const source = path === null ? undefined : sources.find((one) => one.path === path);
    if (source === undefined) continue;
    const read = await readSource(source.content);
    if (!read.ok) return read;
    files[name as keyof typeof files] = read.value;
  }
  return succeed(files);
}

function failAll(
  contenders: readonly { readonly id: ContenderId }[],
  failure: Failure,
): Partial<Record<ContenderId, Outcome>> {
  return Object.fromEntries(contenders.map(({ id }) => [id, { kind: 'failed', failure }]));
}
