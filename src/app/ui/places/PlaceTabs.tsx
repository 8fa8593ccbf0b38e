import { type PlaceId, PLACES } from './places';
import classes from './PlaceTabs.module.css';

/** The ways between the places, as links. */
export function PlaceTabs({ current }: { readonly current: PlaceId }) {
  return (
    <nav aria-label="Places" className={classes.tabs}>
      {PLACES.map(({ id, name, hash }) => (
        <a
          key={id}
          href={hash}
          className={classes.tab}
          {...(id === current && { 'aria-current': 'page' })}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
