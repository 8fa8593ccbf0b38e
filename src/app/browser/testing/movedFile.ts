/** A file that the browser cannot read any more, as the file picker gives it. */
export function movedFile(name: string): File {
  const moved = () => Promise.reject(new DOMException('it was moved', 'NotReadableError'));
  const file = new File(['somewhere else'], name);
  return Object.assign(file, { arrayBuffer: moved, text: moved, slice: () => movedFile(name) });
}
