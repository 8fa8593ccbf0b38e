/** What the bench's training worker is asked and answers. */
export type Trainers = 'lentigo' | 'tfjs' | 'tfjs-patched';

export type TrainJob = {
  readonly backend: 'wasm' | 'webgl' | 'webgpu';
  /** Pixels. */
  readonly side: number;
  /** Pictures a step. */
  readonly batch: number;
  readonly rounds: number;
  readonly names: readonly Trainers[];
};

export type TrainResult = {
  readonly name: Trainers;
  /** In words: "wasm, 2 threads". */
  readonly runsOn: string;
  /** Compiling included. */
  readonly firstMs?: number;
  readonly stepsMs?: readonly number[];
  readonly error?: string;
};

export type TrainBench = {
  /** `onFirst` is told of each contender's first step, before the rounds begin. */
  measure(job: TrainJob, onFirst: (result: TrainResult) => void): Promise<TrainResult[]>;
};
