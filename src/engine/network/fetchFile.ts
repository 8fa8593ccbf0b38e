import { describe, EngineError } from './engineError';

/** The part of fetch that loading needs, so that tests can serve files from memory. */
export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

/**
 * A file's bytes. `onBytes` hears the length of each piece as it arrives.
 * Throws 'model-missing' where there is no such file, 'model-altered' where it is longer than `maxBytes`.
 */
export async function fetchFile(
  fetch: Fetch,
  url: string,
  signal: AbortSignal,
  maxBytes: number,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = url.slice(url.lastIndexOf('/') + 1);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) {
      throw new EngineError(
        'model-missing',
        `${name} is not there (the server answered ${response.status})`,
      );
    }
    // Many hosts answer an unknown address with the page itself.
    if (response.headers.get('Content-Type')?.startsWith('text/html')) {
      throw new EngineError(
        'model-missing',
        `${name} is not there (the server answered with a web page)`,
      );
    }
    return await readBytes(response, name, maxBytes, onBytes);
  } catch (error) {
    if (error instanceof EngineError || signal.aborted) throw error;
    throw new EngineError(
      'model-missing',
      `${name} could not be fetched (${describe(error)})`,
      error,
    );
  }
}

async function readBytes(
  response: Response,
  name: string,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: BlobPart[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    length += next.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new EngineError('model-altered', `${name} is longer than its card says`);
    }
    pieces.push(next.value);
    onBytes(next.value.byteLength);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
