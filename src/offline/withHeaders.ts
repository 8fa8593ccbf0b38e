/**
 * The headers of tools/headers.mjs on every answer, for hosts that cannot send them: isolation, so that WASM may use
 * threads, and the policy, because a worker has that of its own answer. What the host sends stays as it is.
 */
export function withHeaders(
  response: Response,
  headers: Readonly<Record<string, string>>,
): Response {
  // Redirects of a navigation and answers without a status are the browser's own business.
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (!all.has(name)) all.set(name, value);
  }
  const { status, statusText } = response;
  const mayHaveBody = ![101, 204, 205, 304].includes(status);
  return new Response(mayHaveBody ? response.body : null, { status, statusText, headers: all });
}
