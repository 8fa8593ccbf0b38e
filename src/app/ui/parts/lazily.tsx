import { type ComponentType, lazy } from 'react';
import { MessageBox } from './MessageBox';

/**
 * A component whose script is loaded when it is first shown; where that fails, a message in its place.
 *
 * @param load gives the component
 * @param Frame the message's element, as the component's own
 * @param what the message's first words
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Frame: 'main' | 'aside' | 'div',
  what = 'This part of the page',
): ComponentType<Props> {
  // A new version has taken the place of this page's files, or there is no connection and they were not stored.
  const NotLoaded: ComponentType<Props> = () => (
    <Frame>
      <MessageBox
        message={{
          what: `${what} could not be loaded.`,
          whatNow: 'Check the connection to this site, then reload the page.',
        }}
      />
    </Frame>
  );
  return lazy(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: NotLoaded }),
    ),
  );
}
