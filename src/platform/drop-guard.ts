// A file that is dropped where nothing takes it would be opened by the browser in place of the page, and the room with it.

/** Tells of each such drop, and lets none of them happen. Text goes where it is dropped, and so do files for a field of files. */
export function guardDrops(page: Pick<Window, 'addEventListener'>, onDrop: () => void): void {
  page.addEventListener('dragover', (event) => {
    if (isStray(event)) event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    if (!isStray(event)) return;
    event.preventDefault();
    onDrop();
  });
}

/** Whoever takes it has said so by now: this hears it last. */
function isStray(event: DragEvent): boolean {
  const isField = event.target instanceof HTMLInputElement && event.target.type === 'file';
  return !event.defaultPrevented && !isField && event.dataTransfer?.types.includes('Files') === true;
}
