// Tracebacks as the author of the program wants to read them.

/** The interpreter's own frames: where it evaluates the program. */
const OWN_FRAME = /^ {2}File "\/lib\/python3\d+\.zip\/_pyodide\//;
const FRAME = /^ {2}File "/;
const INSIDE_FRAME = /^ {4}/;

/** `traceback` without the frames of the interpreter itself and without its closing line end. */
export function trimTraceback(traceback: string): string {
  const kept: string[] = [];
  let isOwn = false;
  for (const line of traceback.trimEnd().split('\n')) {
    if (FRAME.test(line)) isOwn = OWN_FRAME.test(line);
    else if (!INSIDE_FRAME.test(line)) isOwn = false;
    if (!isOwn) kept.push(line);
  }
  return kept.join('\n');
}
