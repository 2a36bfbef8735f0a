/** Id of the space: owners say by it who may offer. */
export const FILES_SPACE = 'files';
