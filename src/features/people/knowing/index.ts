// Making sure of people and deciding about them: loaded when somebody else is in the room.

export { BookMenu } from './BookMenu.tsx';
export { KeyChangedDialog } from './KeyChangedDialog.tsx';
export { Verifications } from './Verifications.tsx';
export { VerifyDialog } from './VerifyDialog.tsx';
