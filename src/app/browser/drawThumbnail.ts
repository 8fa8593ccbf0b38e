const THUMBNAIL_PX = 96; // long side; the strip shows 48 CSS pixels at up to two device pixels each

/** A small copy of a picture; null where the browser draws none. */
export async function drawThumbnail(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = THUMBNAIL_PX / Math.max(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}
