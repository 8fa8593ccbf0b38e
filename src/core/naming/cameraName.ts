/**
 * What a picture of the camera is called: "Camera 2026-11-23 16.53.40.jpg", by the clock on the wall. No colons: they
 * are not allowed in names on some systems.
 */
export function cameraName(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('.');
  return `Camera ${day} ${time}.jpg`;
}

/** Whether a picture was taken here, by its name: no file of the user's own stands behind it. */
export function isCameraName(name: string): boolean {
  return /^Camera \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d(?: \(\d+\))?\.jpg$/.test(name);
}
