// Everything of keeping that is seen, as one part of the page that is loaded late.

export { CarryDialog } from './CarryDialog.tsx';
export { KeptRooms } from './KeptRooms.tsx';
export { MemoryDialog } from './MemoryDialog.tsx';
export { SaveRoom } from './SaveRoom.tsx';
