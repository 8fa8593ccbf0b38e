/** Bytes that the browser lets this page keep in all, or null where it does not tell. */
export async function measureRoom(): Promise<number | null> {
  try {
    const storage = (navigator as { readonly storage?: StorageManager }).storage;
    return (await storage?.estimate())?.quota ?? null;
  } catch {
    return null;
  }
}
