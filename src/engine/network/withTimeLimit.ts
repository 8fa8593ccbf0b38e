import { EngineError } from './engineError';

/** What `work` gives, or 'backend-wrong' with `detail` once `limitMs` have passed; the work itself is not stopped. */
export async function withTimeLimit<T>(
  work: Promise<T>,
  limitMs: number,
  detail: string,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineError('backend-wrong', detail)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
