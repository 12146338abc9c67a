/** Width of a PNG, px: that of the command line's. */
const PNG_WIDTH = 1440;

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: Firefox reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Hands a text to the browser as a file that is downloaded. */
export function saveFile(name: string, text: string, type: string): void {
  save(name, new Blob([text], { type }));
}

/** Hands a drawing to the browser as a PNG on white that is downloaded. */
export async function savePng(name: string, svg: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PNG_WIDTH;
  canvas.height = Math.round((PNG_WIDTH * image.naturalHeight) / image.naturalWidth);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => (blob === null ? undefined : save(name, blob)), 'image/png');
}
