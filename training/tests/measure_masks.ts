/**
 * In: masks, pictures or maps as the paths of raw bytes with their sizes. Out: prints for each what the page measures:
 * the form of a mask, the colours of a picture under a mask, or the agreement of eight maps.
 */
import { readFileSync } from 'node:fs';
import { measureAgreement } from '@/core/certainty/agreement';
import { combineMaps } from '@/core/certainty/combineMaps';
import { countLesionPx } from '@/core/mask/measure';
import type { MaskSettings } from '@/core/mask/types';
import { measureVariegation, toLab } from '@/core/measure/colour';
import { lengthOf } from '@/core/measure/diameters';
import { measureShape } from '@/core/measure/measureShape';
import { fitInto } from '@/core/raster/fit';
import type { Size } from '@/core/raster/types';

type Job = Size &
  (
    | { kind: 'shape'; path: string }
    | { kind: 'colour'; path: string; picture: string }
    | { kind: 'agreement'; path: string; settings: MaskSettings }
  );

const read = (path: string) => Uint8Array.from(readFileSync(path));

function run(job: Job): unknown {
  const size = { width: job.width, height: job.height };
  const data = read(job.path);
  switch (job.kind) {
    case 'shape': {
      const measures = measureShape({ ...size, data })!;
      return {
        ...measures,
        longestPx: lengthOf(measures.longest),
        perpendicularPx: lengthOf(measures.perpendicular),
      };
    }
    case 'colour': {
      const rgba = new Uint8ClampedArray(read(job.picture).buffer);
      const first = [rgba[0]!, rgba[1]!, rgba[2]!] as const;
      return {
        variegation: measureVariegation(
          { ...size, data: rgba },
          { ...size, data },
          countLesionPx({ ...size, data }),
        ),
        firstLab: toLab(...first),
      };
    }
    case 'agreement': {
      const values = new Float32Array(data.buffer);
      const count = size.width * size.height;
      const maps = Array.from({ length: values.length / count }, (_, i) => ({
        ...size,
        data: values.subarray(i * count, (i + 1) * count),
      }));
      return measureAgreement(
        maps,
        combineMaps(maps).mean,
        fitInto(size, size, 'stretch'),
        job.settings,
      );
    }
  }
}

const jobs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job[];
console.log(JSON.stringify(jobs.map(run)));
