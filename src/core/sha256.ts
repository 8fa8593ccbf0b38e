/** The part of the browser's SubtleCrypto that is needed; it is there on https and localhost only. */
type Digester = {
  digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
};

/** In lower-case hex. */
export async function toSha256(subtle: Digester, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
