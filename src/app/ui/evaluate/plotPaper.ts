/** The plots' paper, in its own units (CSS pixels at full width), and the way from shares, 0..1, to points. */
export const PAPER = { width: 360, height: 230, left: 38, right: 8, top: 8, bottom: 34 } as const;

export const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

export function paperX(share: number): number {
  return PAPER.left + share * (PAPER.width - PAPER.left - PAPER.right);
}

export function paperY(share: number): number {
  return PAPER.height - PAPER.bottom - share * (PAPER.height - PAPER.top - PAPER.bottom);
}
