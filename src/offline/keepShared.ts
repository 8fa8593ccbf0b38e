/**
 * Pictures from the system's share sheet arrive as a posted form before there is a page to take them. They wait in a
 * cache of their own until the page, opened by the answer's redirect, takes and deletes them.
 */
import { FILES_FIELD, NAME_HEADER, SHARED_PARAMETER, sharedCacheName } from './protocol';

/** Keeps the files of a posted form; answers with the way to the page. */
export async function keepShared(request: Request, scope: string): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll(FILES_FIELD).filter((entry) => entry instanceof File);
  const cache = await caches.open(sharedCacheName(scope));
  await Promise.all(
    files.map((file, index) =>
      cache.put(
        new URL(`${SHARED_PARAMETER}/${index}`, scope),
        new Response(file, {
          headers: {
            'Content-Type': file.type,
            [NAME_HEADER]: encodeURIComponent(file.name),
            'Last-Modified': new Date(file.lastModified).toUTCString(),
          },
        }),
      ),
    ),
  );
  return Response.redirect(new URL(`?${SHARED_PARAMETER}=${files.length}`, scope).href, 303);
}
