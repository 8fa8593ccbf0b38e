/**
 * Writes messages of protocol buffers (https://protobuf.dev/programming-guides/encoding): a message is the bytes of its
 * fields, one after the other. Only what an ONNX file needs.
 */

/** Pieces of a message, not yet joined, so that large ones are copied once. */
export type Pieces = readonly Uint8Array[];

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** Whole numbers from 0 to 2^53. */
export function writeNumber(field: number, value: number): Pieces {
  return [Uint8Array.from([...varint(tag(field, VARINT)), ...varint(value)])];
}

export function writeFloat(field: number, value: number): Pieces {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [Uint8Array.from(varint(tag(field, FIXED_32))), bytes];
}

export function writeText(field: number, text: string): Pieces {
  return writeBytes(field, toUtf8(text));
}

export function writeBytes(field: number, bytes: Uint8Array): Pieces {
  return [
    Uint8Array.from([...varint(tag(field, LENGTH_DELIMITED)), ...varint(bytes.length)]),
    bytes,
  ];
}

/** A message inside a message. */
export function writeMessage(field: number, ...parts: readonly Pieces[]): Pieces {
  const pieces = parts.flat();
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [Uint8Array.from([...varint(tag(field, LENGTH_DELIMITED)), ...varint(length)]), ...pieces];
}

export function joinPieces(...parts: readonly Pieces[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.flat();
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function toUtf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Uint8Array.from(escaped, (letter) => letter.charCodeAt(0));
}

function tag(field: number, wireType: number): number {
  return field * 8 + wireType;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
