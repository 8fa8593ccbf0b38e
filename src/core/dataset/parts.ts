/** Training: learned from. Validation: tells when to stop. Test: never used before the end. */
export type DatasetPart = 'training' | 'validation' | 'test';

export const PARTS: readonly DatasetPart[] = ['training', 'validation', 'test'];
