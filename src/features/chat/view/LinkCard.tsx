// A link for everybody: a card that each opens by their own act. Nothing is loaded before that, and nothing for others.

import { useState } from 'preact/hooks';
import { visibleLine } from '../../../room/display-name.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useSay } from '../../../ui/locale.tsx';
import type { Body } from '../api.ts';
import { LinkPreview } from './link-card/LinkPreview.tsx';
import { linkWords, warningWords } from './link-card/link-words.ts';
import { readWebAddress, type WebAddress } from './link-card/web-address.ts';
import { foldAddress } from './safe-link.ts';

type Link = Extract<Body, { kind: 'link' }>;

export function LinkCard({ link }: { readonly link: Link }) {
  const say = useSay();
  const read = readWebAddress(link.url);
  if (read.ok) return <Card address={read.value} note={link.note} />;
  return (
    <div class="mt-1 max-w-120 rounded-[10px] border border-line px-3.5 py-2">
      <p class="text-ui text-ink-2">{say(linkWords.broken)}</p>
      <p dir="ltr" class="text-start text-small wrap-anywhere text-ink-3">
        <bdi>{foldAddress(link.url)}</bdi>
      </p>
    </div>
  );
}

function Card({ address, note: written }: { readonly address: WebAddress; readonly note: string }) {
  const note = visibleLine(written);
  const say = useSay();
  const [isPreviewed, setPreviewed] = useState(false);
  const { href, host, mayPreview, path, shown } = address;
  return (
    <div class="mt-1 max-w-120 rounded-[10px] border border-line px-3.5 py-2.5">
      <div class="flex items-start gap-3">
        <Icon name="globe" size={22} />
        <div class="min-w-0 flex-1">
          {note === '' ? null : (
            <p dir="auto" class="line-clamp-3 text-ui wrap-anywhere">
              {note}
            </p>
          )}
          <p dir="ltr" class="text-start text-lead wrap-anywhere" title={host}>
            <bdi>
              <span class="text-ink-3">{shown.before}</span>
              <b class="inline-block max-w-full">{shown.whose}</b>
            </bdi>
          </p>
          {path === '' ? null : (
            <p dir="ltr" class="truncate text-start text-small text-ink-3">
              <bdi>{path}</bdi>
            </p>
          )}
        </div>
      </div>
      <Warnings address={address} />
      <div class="mt-2 flex flex-wrap gap-2">
        <a
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          referrerpolicy="no-referrer"
          aria-label={say(linkWords.opens, { host })}
          class="inline-flex min-h-9 shrink-0 items-center gap-1.5 rounded-control border border-line-2 px-3 text-ui font-semibold no-underline hover:bg-hover touch:min-h-11"
        >
          <Icon name="external" size={16} />
          {say(linkWords.open)}
        </a>
        {mayPreview && !isPreviewed ? (
          <Button kind="quiet" icon="eye" onClick={() => setPreviewed(true)}>
            {say(linkWords.preview)}
          </Button>
        ) : null}
      </div>
      {isPreviewed ? <LinkPreview href={href} host={host} onClose={() => setPreviewed(false)} /> : null}
    </div>
  );
}

function Warnings({ address }: { readonly address: WebAddress }) {
  const say = useSay();
  const { letters = '', looksLike = '', warnings } = address;
  if (warnings.length === 0) return null;
  return (
    <ul class="mt-1.5 grid gap-1">
      {warnings.map((warning) => (
        <li key={warning} class="flex items-start gap-1.5 text-small text-caution">
          <Icon name={warning === 'other-letters' ? 'info' : 'alert'} size={16} />
          <span dir="auto" class="min-w-0 wrap-anywhere">
            {say(warningWords[warning], { letters, looksLike })}
          </span>
        </li>
      ))}
    </ul>
  );
}
