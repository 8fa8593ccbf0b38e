import type { Keeping } from '@/app/store/types';

/** What a reload does to the open pictures, one or more. */
export function tellReload(keeping: Keeping, openCount: number): string {
  const isKeeping = keeping.status === 'on' || keeping.status === 'full';
  const lost = isKeeping ? Math.max(openCount - keeping.cases, keeping.unkept) : openCount;
  if (lost === 0) {
    const [which, verb] =
      openCount === 1 ? ['The open picture', 'is'] : [`The ${openCount} open pictures`, 'are'];
    return `${which} ${verb} kept on this device and back after reloading, in this tab or another one that is open.`;
  }
  if (lost < openCount) {
    const rest = lost === 1 ? 'One of the open pictures is' : `${lost} of the open pictures are`;
    return `${rest} not kept: reloading closes what is not. Save first what you want to keep.`;
  }
  const all = openCount === 1 ? 'the open picture' : `the ${openCount} open pictures`;
  return `Reloading closes ${all}. Save first what you want to keep.`;
}
