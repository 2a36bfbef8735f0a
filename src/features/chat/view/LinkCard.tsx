// A link for everybody: a card that each opens by their own act. Nothing is loaded before that.

import { Icon } from '../../../ui/Icon.tsx';
import { useSay } from '../../../ui/locale.tsx';
import type { Body } from '../api.ts';
import { foldAddress, readSafeLink } from './safe-link.ts';
import { talkWords } from './talk-words.ts';

export function LinkCard({ link }: { readonly link: Extract<Body, { kind: 'link' }> }) {
  const say = useSay();
  const safe = readSafeLink(link.url);
  return (
    <div class="mt-1 flex max-w-120 items-center gap-3 rounded-[10px] border border-line py-2 ps-3.5 pe-2.5">
      <Icon name="globe" size={22} />
      <div class="min-w-0 flex-1">
        <b class="line-clamp-2 text-ui wrap-anywhere">
          <bdi>{link.note || safe?.host || foldAddress(link.url)}</bdi>
        </b>
        <p class="truncate text-small text-ink-3">
          {safe ? <bdi>{safe.host + pathOf(safe.href)}</bdi> : null}
        </p>
      </div>
      {safe ? (
        <OpenLink href={safe.href} label={say(talkWords.opens, { host: safe.host })}>
          {say(talkWords.open)}
        </OpenLink>
      ) : null}
    </div>
  );
}

/** What follows the host, when there is anything. */
function pathOf(href: string): string {
  const { pathname, search } = new URL(href);
  return pathname.length + search.length > 1 ? ` · ${foldAddress(pathname + search)}` : '';
}

interface OpenLinkProps {
  readonly href: string;
  readonly label: string;
  readonly children: string;
}

/** Another window, which learns nothing of this one. */
function OpenLink({ href, label, children }: OpenLinkProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={label}
      class="inline-flex min-h-8 shrink-0 items-center rounded-control border border-line-2 px-2.5 text-small font-semibold no-underline hover:bg-hover touch:min-h-11 touch:px-3"
    >
      {children}
    </a>
  );
}
