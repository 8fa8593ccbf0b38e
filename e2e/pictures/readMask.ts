/** Masks as the page saves them, and how well two of them agree. */
import { expect } from '@playwright/test';
import { decode } from 'fast-png';
import type { Picture } from './drawLesion';

export type SavedMask = {
  readonly width: number;
  readonly height: number;
  /** 0 or 255. */
  readonly data: Uint8Array;
};

export type Counts = {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
};

/** Fails unless `bytes` are an 8-bit grey PNG of 0 and 255 that carries nothing but its pixels. */
export function readMask(bytes: Buffer): SavedMask {
  expect(listChunks(bytes).filter((name) => !['IHDR', 'IDAT', 'IEND'].includes(name))).toEqual([]);
  const { width, height, depth, channels, data } = decode(bytes);
  expect({ depth, channels }).toEqual({ depth: 8, channels: 1 });
  const values = new Set(data);
  expect([...values].every((value) => value === 0 || value === 255)).toBe(true);
  return { width, height, data: data as Uint8Array };
}

/** Names of a PNG's chunks in their order. */
export function listChunks(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    names.push(bytes.toString('latin1', at + 4, at + 8));
  }
  return names;
}

/** `truth` is stretched to the mask by the nearest pixel where its size is another. */
export function countAgreement(mask: SavedMask, truth: Picture): Counts {
  const counts = [0, 0, 0, 0];
  for (let y = 0; y < mask.height; y++) {
    const truthY = Math.floor(((y + 0.5) * truth.height) / mask.height);
    for (let x = 0; x < mask.width; x++) {
      const truthX = Math.floor(((x + 0.5) * truth.width) / mask.width);
      const isLesion = truth.data[(truthY * truth.width + truthX) * 4]! > 128;
      const isMask = mask.data[y * mask.width + x] === 255;
      counts[(isLesion ? 1 : 0) + (isMask ? 2 : 0)]!++;
    }
  }
  const [trueNegative, falseNegative, falsePositive, truePositive] = counts as [
    number,
    number,
    number,
    number,
  ];
  return { truePositive, falsePositive, falseNegative, trueNegative };
}

export function toDice({ truePositive, falsePositive, falseNegative }: Counts): number {
  return (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative);
}
