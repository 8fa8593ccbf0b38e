import { Text, Title } from '@mantine/core';
import { SampleTiles } from './SampleTiles';
import classes from './SampleShelf.module.css';

/** Said wherever the samples are offered. */
export const DRAWN =
  'Drawn by this page, not photographed. Each comes with its exact ground truth.';

/** The samples on the empty page. */
export function SampleShelf() {
  return (
    <section className={classes.shelf} aria-labelledby="samples-title">
      <Title order={2} id="samples-title" className={classes.title}>
        No picture at hand? Try a sample
      </Title>
      <Text size="xs" className={classes.quiet}>
        {DRAWN}
      </Text>
      <SampleTiles />
    </section>
  );
}
