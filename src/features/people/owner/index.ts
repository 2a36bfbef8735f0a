// What owners see and few others: loaded when it is first needed.

export { Door } from './Door.tsx';
export { KnockToasts } from './KnockToasts.tsx';
export { PersonMenu } from './PersonMenu.tsx';
export { RoomDialog } from './RoomDialog.tsx';
