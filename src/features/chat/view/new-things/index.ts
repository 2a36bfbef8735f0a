// Forms for what is more than words; loaded when one is first opened.

export interface NewThingProps {
  readonly onClose: () => void;
}

export { LinkDialog } from './LinkDialog.tsx';
export { PollDialog } from './PollDialog.tsx';
