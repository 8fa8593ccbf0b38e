import { Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { takePicture } from '@/app/browser/camera';
import { takeFiles } from '@/app/flows/takeFiles';
import { describeFailure } from '@/app/ui/messages';
import { formatShare } from '@/app/ui/parts/formatNumbers';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { Failure } from '@/core/failure';
import { cameraName } from '@/core/naming/cameraName';
import classes from './Camera.module.css';
import { useCamera, type CameraState } from './useCamera';
import { useLiveMask, type LiveMask } from './useLiveMask';

/** The camera's picture with the mask over it as it moves, and the button that takes it. `onDone` ends the view. */
export function CameraView({ onDone }: { readonly onDone: () => void }) {
  const ports = usePorts();
  const { state, choose, retry } = useCamera();
  const [isOutlined, setOutlined] = useState(true);
  const [isMoving, setMoving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stream = state.status === 'live' ? state.camera.stream : null;
  const live = useLiveMask(video, canvas, isOutlined && isMoving && stream !== null);

  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);

  const take = async () => {
    if (video.current === null) return;
    setFailure(null);
    const taken = await takePicture(video.current, cameraName(new Date()));
    if (!taken.ok) {
      setFailure(taken.failure);
      return;
    }
    onDone();
    await takeFiles(ports, [taken.value]);
  };

  const fault = state.status === 'failed' ? state.failure : (failure ?? live.failure);
  return (
    <Stack gap="sm">
      <div className={classes.frame}>
        <video
          ref={video}
          className={classes.video}
          autoPlay
          muted
          playsInline
          aria-label="What the camera sees"
          onPlaying={() => setMoving(true)}
          onEmptied={() => setMoving(false)}
        />
        <canvas
          ref={canvas}
          className={classes.over}
          role="img"
          aria-label="Outline over the camera’s picture"
        />
        {state.status !== 'live' && <StandIn state={state} onRetry={retry} />}
      </div>
      <Group justify="space-between" gap="xs" className={classes.words}>
        <LiveWords live={live} isOutlined={isOutlined} isMoving={isMoving} />
        <Switch
          label="Outline as it moves"
          checked={isOutlined}
          onChange={(event) => setOutlined(event.currentTarget.checked)}
        />
      </Group>
      {fault !== null && (
        <MessageBox message={describeFailure(fault)}>
          {fault !== failure && (
            <Button
              mt="xs"
              size="compact-sm"
              onClick={state.status === 'failed' ? retry : live.retry}
            >
              Try again
            </Button>
          )}
        </MessageBox>
      )}
      {state.status === 'live' && state.cameras.length > 1 && (
        <NativeSelect
          label="Camera"
          value={state.camera.id}
          onChange={(event) => choose(event.currentTarget.value)}
          data={state.cameras.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Group grow gap="xs">
        <Button variant="default" size="md" onClick={onDone}>
          Cancel
        </Button>
        <Button size="md" data-autofocus disabled={!isMoving} onClick={() => void take()}>
          Take a picture
        </Button>
      </Group>
    </Stack>
  );
}

/** What stands where the picture will be. */
function StandIn({
  state,
  onRetry,
}: {
  readonly state: Exclude<CameraState, { status: 'live' }>;
  readonly onRetry: () => void;
}) {
  return (
    <div className={classes.standIn}>
      {state.status === 'asking' && (
        <Text size="sm">Waiting for the camera and your permission</Text>
      )}
      {state.status === 'failed' && <Text size="sm">No picture</Text>}
      {state.status === 'paused' && (
        <Stack align="center" gap="xs">
          <Text size="sm">The camera was let go while this page was out of sight.</Text>
          <Button size="sm" onClick={onRetry}>
            Turn it on again
          </Button>
        </Stack>
      )}
    </div>
  );
}

/** Not read aloud: it changes twice a second. */
function LiveWords({
  live,
  isOutlined,
  isMoving,
}: {
  readonly live: LiveMask;
  readonly isOutlined: boolean;
  readonly isMoving: boolean;
}) {
  const engine = useAppState((state) => state.engine.status);
  return (
    <Text size="sm" className="tabular" role="group" aria-label="Live outline">
      {liveText(live, isOutlined && isMoving, engine === 'ready')}
    </Text>
  );
}

function liveText(
  { framesPerSecond, lesionShare }: LiveMask,
  isOn: boolean,
  isReady: boolean,
): string {
  if (!isOn) return '';
  if (!isReady) return 'The outline comes when the network is ready';
  if (lesionShare === null) return 'Outlining the first frame';
  const found =
    lesionShare === 0 ? 'No lesion found' : `Outline covers ${formatShare(lesionShare)}`;
  return framesPerSecond === null
    ? found
    : `${found}, ${framesPerSecond.toFixed(1)} frames per second`;
}
