// The space that the talk of the room is.

/** Owners decide who may write in it. */
export const CHAT_SPACE = 'chat';
