import { expect, it } from 'vitest';
import { cameraName, isCameraName } from './cameraName';
import { freeName } from './caseNames';

it('names a picture by day and time, sorted as it was taken', () => {
  expect(cameraName(new Date(2026, 0, 3, 4, 5, 6))).toBe('Camera 2026-01-03 04.05.06.jpg');
  expect(cameraName(new Date(2026, 10, 23, 16, 53, 40))).toBe('Camera 2026-11-23 16.53.40.jpg');
});

it('knows such a name again, also where a second one was taken in the same second', () => {
  const name = cameraName(new Date(2026, 0, 3, 4, 5, 6));
  expect([name, freeName(name, new Set([name])), 'Camera arm.jpg'].map(isCameraName)).toEqual([
    true,
    true,
    false,
  ]);
});
