/**
 * A Vite plugin: has the page's HTML name the scripts and styles of one chunk that is imported later but always needed,
 * so that they are fetched beside the first script and not after it.
 */

/**
 * @param {string} name the chunk's
 * @returns {import('vite').Plugin}
 */
export function preloaded(name) {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const chunk = chunks.find((one) => one.name === name);
        if (chunk === undefined) throw new Error(`there is no chunk "${name}" to preload`);
        const files = [chunk.fileName, ...chunk.imports].filter((file) => !html.includes(file));
        const styles = [...(chunk.viteMetadata?.importedCss ?? [])];
        return [
          ...files.map((file) =>
            tagOf({ rel: 'modulepreload', crossorigin: true, href: `./${file}` }),
          ),
          ...styles.map((file) =>
            tagOf({ rel: 'stylesheet', crossorigin: true, href: `./${file}` }),
          ),
        ];
      },
    },
  };
}

/**
 * @param {Record<string, string | boolean>} attrs
 * @returns {import('vite').HtmlTagDescriptor}
 */
function tagOf(attrs) {
  return { tag: 'link', attrs, injectTo: 'head' };
}
