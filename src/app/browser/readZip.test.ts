import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { listZip } from './readZip';
import { movedFile } from './testing/movedFile';

const packed = () => zipSync({ 'set/a.jpg': new Uint8Array([1, 2, 3]) });

describe('listZip', () => {
  it('tells what is in an archive', async () => {
    const listed = await listZip(new File([packed()], 'set.zip'));
    expect(listed).toMatchObject({
      ok: true,
      value: { entries: [{ path: 'set.zip/set/a.jpg', content: { bytes: 3 } }], leftovers: [] },
    });
  });

  it('fails where the archive was moved', async () => {
    expect(await listZip(movedFile('set.zip'))).toMatchObject({
      ok: false,
      failure: { code: 'archive-unreadable', cause: 'NotReadableError: it was moved' },
    });
  });

  it('fails where a name is said to be longer than the directory', async () => {
    const bytes = packed();
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 22 + 16, true);
    view.setUint16(directory + 28, 60_000, true);
    expect(await listZip(new File([bytes], 'set.zip'))).toMatchObject({
      ok: false,
      failure: { code: 'archive-unreadable' },
    });
  });
});
