import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { takeFiles } from '@/app/flows/takeFiles';
import { CameraButton } from '@/app/ui/camera/CameraButton';
import { EngineFailure } from '@/app/ui/header/EngineFailure';
import { ChooseFiles } from '@/app/ui/parts/ChooseFiles';
import { formatMegabytes } from '@/app/ui/parts/formatNumbers';
import { SampleShelf } from '@/app/ui/samples/SampleShelf';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { EngineStatus } from '@/engine/protocol';
import classes from './EmptyStage.module.css';

/** What there is before the first picture: the ways in, and how far the network is. */
export function EmptyStage() {
  const ports = usePorts();
  const { engine, opening } = useAppState((state) => ({
    engine: state.engine,
    opening: state.cases.find((one) => one.progress.status === 'opening')?.file.name,
  }));
  return (
    <div className={classes.empty}>
      <div className={classes.drop}>
        <Stack align="center" gap="md">
          <svg viewBox="0 0 64 64" width="72" height="72" aria-hidden className={classes.picture}>
            <rect
              x="4"
              y="8"
              width="56"
              height="48"
              rx="6"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
            />
            <path
              d="M33 19c9 0 14 5 13 13s-7 14-15 13-13-6-12-14 6-12 14-12Z"
              fill="#8a5a3c"
              fillOpacity=".55"
              stroke="#56B4E9"
              strokeWidth="2.5"
            />
          </svg>
          <Title order={2} ta="center" size="h3" style={{ overflowWrap: 'anywhere' }}>
            {opening === undefined ? 'Drop a picture of a skin lesion' : `Opening ${opening}`}
          </Title>
          <Text ta="center" className={classes.quiet}>
            or paste one. Pictures stay on this device.
          </Text>
          <Group gap="sm" justify="center">
            <ChooseFiles
              label="Picture files"
              kind="pictures"
              size="md"
              onFiles={(files) => void takeFiles(ports, files)}
            >
              Choose pictures
            </ChooseFiles>
            <CameraButton variant="default" size="md" />
          </Group>
          <Text size="xs" ta="center" className={classes.quiet}>
            JPEG, PNG, WebP, AVIF, GIF or BMP, up to 50 megapixels. A ground truth named
            NAME_segmentation.png may come along. Cases are kept in this browser until you close or
            clear them.
          </Text>
        </Stack>
      </div>
      <SampleShelf />
      <EngineLine engine={engine} />
      <Text size="xs" className={classes.quiet}>
        For research and teaching. Not a medical device; it does not diagnose.
      </Text>
    </div>
  );
}

/** The network's state in one place of fixed height, so that nothing moves when it is ready. */
function EngineLine({ engine }: { readonly engine: EngineStatus }) {
  if (engine.status === 'failed') return <EngineFailure failure={engine.failure} />;
  const share =
    engine.status === 'downloading'
      ? engine.loadedBytes / Math.max(1, engine.totalBytes)
      : engine.status === 'choosing-backend'
        ? 0
        : 1;
  return (
    <div
      className={classes.engine}
      role="status"
      aria-live={engine.status === 'downloading' ? 'off' : 'polite'}
    >
      <Text size="sm" ta="center" className="tabular">
        {engineText(engine)}
      </Text>
      <Progress
        value={share * 100}
        size="xs"
        aria-label="Network"
        style={{ visibility: engine.status === 'ready' ? 'hidden' : 'visible' }}
      />
    </div>
  );
}

function engineText(engine: Exclude<EngineStatus, { status: 'failed' }>): string {
  switch (engine.status) {
    case 'choosing-backend':
      return 'Finding the fastest way to run the network here';
    case 'downloading':
      return `Downloading the network, ${formatMegabytes(engine.loadedBytes)} of ${formatMegabytes(engine.totalBytes)}`;
    case 'preparing':
      return 'Preparing the network';
    case 'ready':
      return 'The network is ready';
  }
}
