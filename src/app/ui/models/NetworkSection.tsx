import { Skeleton, Stack, Text } from '@mantine/core';
import type { EngineStatus } from '@/engine/protocol';
import { EngineFailure } from '@/app/ui/header/EngineFailure';
import { useAppState } from '@/app/ui/usePorts';
import { CardCertainty } from './CardCertainty';
import { CardFacts } from './CardFacts';
import { CardScores } from './CardScores';

/** The card of the network that is loaded, or how far it is. */
export function NetworkSection() {
  const engine = useAppState((state) => state.engine);
  if (engine.status === 'failed') return <EngineFailure failure={engine.failure} />;
  if (engine.status !== 'ready') return <Waiting engine={engine} />;
  return (
    <>
      <CardFacts card={engine.card} />
      <CardScores scores={engine.card.scores} />
      <CardCertainty card={engine.card} />
    </>
  );
}

function Waiting({ engine }: { readonly engine: EngineStatus }) {
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">
        {engine.status === 'downloading'
          ? 'The network is being downloaded; its card follows.'
          : 'The network is being prepared; its card follows.'}
      </Text>
      <Skeleton height={14} width="80%" />
      <Skeleton height={14} width="60%" />
      <Skeleton height={14} width="70%" />
    </Stack>
  );
}
