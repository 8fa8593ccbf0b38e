import {
  ActionIcon,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import type { PlaceId } from '@/app/ui/places/places';
import { PlaceTabs } from '@/app/ui/places/PlaceTabs';
import { EngineBadge } from './EngineBadge';
import { PrivacyShield } from './PrivacyShield';
import classes from './Header.module.css';

/** Name, places, what runs, colour scheme, keyboard sheet. */
export function Header({
  place,
  onSheet,
}: {
  readonly place: PlaceId;
  readonly onSheet: () => void;
}) {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <header className={classes.header}>
      <Group gap={10} wrap="nowrap" className={classes.name}>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden className={classes.mark}>
          <path
            d="M16 4c7 0 12 5 11.5 12S22 28.5 15 28 4 22.5 4.5 15 9.5 4 16 4Z"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.2"
          />
          <path
            d="M17 10c4 0 6 2.5 5.5 6S19 22 15.5 22 10 19.5 10.5 15.5 13 10 17 10Z"
            fill="#8a5a3c"
          />
        </svg>
        <Text component="h1" fw={700} size="lg" className={classes.word}>
          Lentigo
        </Text>
      </Group>
      <PlaceTabs current={place} />
      <Group gap="xs" wrap="nowrap" className={classes.tools}>
        <EngineBadge />
        <PrivacyShield />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={isDark ? 'Light colours' : 'Dark colours'}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          <span aria-hidden>◐</span>
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label="Keyboard shortcuts"
          onClick={onSheet}
        >
          <span aria-hidden>?</span>
        </ActionIcon>
      </Group>
    </header>
  );
}
