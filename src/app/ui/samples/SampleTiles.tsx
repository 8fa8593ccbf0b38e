import { UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { drawThumbnails, openSample } from '@/app/flows/openSample';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import { SAMPLES, sampleTitle } from '@/core/samples/samples';
import classes from './SampleTiles.module.css';

/** The sample lesions as pictures to click. `onOpen` is told that one was chosen. */
export function SampleTiles({ onOpen }: { readonly onOpen?: () => void }) {
  const ports = usePorts();
  const { samples, engineStatus } = useAppState((state) => ({
    samples: state.samples,
    engineStatus: state.engine.status,
  }));
  useEffect(() => {
    void drawThumbnails(ports);
  }, [ports, engineStatus]);
  return (
    <ul className={classes.tiles} aria-label="Samples">
      {SAMPLES.map((sample) => {
        const { number, name } = sample;
        const url = samples.thumbnailUrls[number];
        const isDrawing = samples.drawing === number;
        return (
          <li key={number}>
            <UnstyledButton
              className={classes.tile}
              aria-label={sampleTitle(sample)}
              aria-busy={isDrawing}
              onClick={() => {
                void openSample(ports, sample);
                onOpen?.();
              }}
            >
              {url === undefined ? (
                <span className={classes.picture} />
              ) : (
                <img className={classes.picture} src={url} alt="" />
              )}
              <span className={classes.name}>{isDrawing ? 'drawing' : name}</span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
