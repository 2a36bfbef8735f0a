// A look at a linked page inside the talk, because its person pressed for it. The frame is a stranger: of no origin, with
// no way to the page around it, to storage, to logins, to windows, forms or devices.

import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../../ui/Button.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { linkWords } from './link-words.ts';

export interface LinkPreviewProps {
  readonly href: string;
  readonly host: string;
  readonly onClose: () => void;
}

/** Nobody can tell from outside whether a site refused: browsers report a refusal as a page that has loaded. */
type PreviewState = 'loading' | 'slow' | 'shown' | 'refused' | 'offline';

/** After so long the silence itself is worth a sentence. */
const SLOW_AFTER_MS = 10_000;

/** No cookies of the site either, where the browser knows how. */
const WITHOUT_CREDENTIALS: object = { credentialless: true };

export function LinkPreview({ href, host, onClose }: LinkPreviewProps) {
  const say = useSay();
  const [state, setState] = useState<PreviewState>(navigator.onLine ? 'loading' : 'offline');
  useSlowness(state, () => setState('slow'));
  useRefusal(() => setState('refused'));
  const hasFrame = state !== 'offline' && state !== 'refused';
  return (
    <div class="mt-2 overflow-hidden rounded-[10px] border border-line">
      <div class="flex items-center gap-2 border-b border-line bg-sunk py-1.5 ps-3 pe-1.5">
        <output class="min-w-0 flex-1 text-small text-ink-2">{say(linkWords[state], { host })}</output>
        <Button
          kind="quiet"
          size="small"
          icon="x"
          iconOnly
          label={say(linkWords.closePreview)}
          onClick={onClose}
        />
      </div>
      {hasFrame ? (
        <iframe
          {...WITHOUT_CREDENTIALS}
          sandbox="allow-scripts"
          allow=""
          referrerpolicy="no-referrer"
          title={say(linkWords.frame, { host })}
          src={href}
          class="block h-90 w-full bg-white"
          onLoad={() => setState('shown')}
        />
      ) : null}
    </div>
  );
}

function useSlowness(state: PreviewState, onSlow: () => void): void {
  useEffect(() => {
    if (state !== 'loading') return undefined;
    const timer = window.setTimeout(onSlow, SLOW_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [state]);
}

/** The page's own policy stops a frame that is led on to anything but https. */
function useRefusal(onRefused: () => void): void {
  useEffect(() => {
    const hear = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === 'frame-src') onRefused();
    };
    document.addEventListener('securitypolicyviolation', hear);
    return () => document.removeEventListener('securitypolicyviolation', hear);
  }, []);
}
