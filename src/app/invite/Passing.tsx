// One text on its way to another person: as a code, to copy, to share, as a file.

import { useState } from 'preact/hooks';
import { writeClipboardText } from '../../platform/clipboard.ts';
import { saveFile } from '../../platform/save-file.ts';
import { share } from '../../platform/share.ts';
import {
  formatMeetingLink,
  formatMeetingQrText,
  formatMeetingText,
  type MeetingKind,
} from '../../signaling/invitation-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { useShell } from '../shell.tsx';
import { meetWords } from './words.ts';

export interface PassingProps {
  readonly kind: MeetingKind;
  readonly bytes: Uint8Array;
  /** It was copied, shared or saved: probably it is on its way. */
  readonly onPassed?: () => void;
}

/** What a column of the dialog holds. */
const CODE_PIXELS = 290;

type FailedWay = 'copyFailed' | 'shareFailed' | 'saveFailed';

export function Passing({ kind, bytes, onPassed }: PassingProps) {
  const say = useSay();
  const { network, page, toaster } = useShell();
  const [failed, setFailed] = useState<FailedWay | undefined>();
  const address = network.meetingPage.value;
  const plain = formatMeetingText(kind, bytes);
  const text = address === undefined ? plain : formatMeetingLink(address, kind, bytes);
  const copy = async () => {
    const copied = await writeClipboardText(text);
    setFailed(copied.ok ? undefined : 'copyFailed');
    if (!copied.ok) return;
    toaster.show({ text: say(meetWords.copied) });
    onPassed?.();
  };
  const sendOn = async () => {
    const shared = await share({ title: 'Kith', text });
    setFailed(shared.ok || shared.error.code === 'cancelled' ? undefined : 'shareFailed');
    if (shared.ok) onPassed?.();
  };
  const file = () => ({ blob: new Blob([plain], { type: 'text/plain' }), name: `${kind}.kith` });
  const save = async () => {
    const saved = await saveFile(file());
    setFailed(saved.ok || saved.error.code === 'cancelled' ? undefined : 'saveFailed');
    if (saved.ok) onPassed?.();
  };
  return (
    <div class="grid content-start gap-3">
      <QrCode
        text={address === undefined ? formatMeetingQrText(kind, bytes) : text}
        label={say(kind === 'invitation' ? meetWords.invitationCode : meetWords.answerCode)}
        size={CODE_PIXELS}
      />
      <p
        dir="ltr"
        data-testid={`${kind}-text`}
        // What scrolls can be reached by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        class="max-h-24 overflow-y-auto rounded-control border border-line-2 bg-sheet px-3 py-2.5 font-mono text-small break-all select-all"
      >
        {text}
      </p>
      {failed ? (
        <p role="alert" class="text-small text-danger">
          {say(meetWords[failed])}
        </p>
      ) : null}
      <div class="flex flex-wrap gap-2">
        <Button kind="primary" icon="copy" onClick={() => void copy()}>
          {say(meetWords.copy)}
        </Button>
        {page.hasShare ? (
          <Button icon="share" onClick={() => void sendOn()}>
            {say(meetWords.share)}
          </Button>
        ) : null}
        <Button onClick={() => void save()}>{say(meetWords.file)}</Button>
      </div>
    </div>
  );
}
