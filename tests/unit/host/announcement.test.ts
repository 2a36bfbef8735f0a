import { describe, expect, it } from 'vitest';
import { formatAnnouncement } from '../../../host/announcement.ts';

const running = {
  version: '1.2.3',
  localUrl: 'http://localhost:8080',
  networkUrl: 'https://192.168.1.5:8080',
  publicUrl: undefined,
  isSelfMade: true,
  isColoured: false,
};

describe('formatAnnouncement', () => {
  it('names version, local address, network address and how to end', () => {
    const text = formatAnnouncement(running);
    const parts = ['Kith 1.2.3', running.localUrl, running.networkUrl, 'Ctrl-C'];
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  });

  it('draws a code and prepares for the warning of a certificate made here', () => {
    expect(formatAnnouncement(running)).toMatch(/█[\s\S]*browser warns once/);
  });

  it('says what a certificate made here costs, and what to do', () => {
    expect(formatAnnouncement(running)).toMatch(
      /offline use nor install[\s\S]*KITH_CERT[\s\S]*KITH_PUBLIC_URL/,
    );
  });

  it('says nothing of a warning when the certificate is your own', () => {
    expect(formatAnnouncement({ ...running, isSelfMade: false })).not.toContain('warns');
  });

  it('says that nobody can come when there is no network', () => {
    const text = formatAnnouncement({ ...running, networkUrl: undefined });
    expect(text).toContain('other devices cannot reach this machine');
    expect(text).not.toContain('█');
  });

  it('shows the public address when there is one', () => {
    const text = formatAnnouncement({ ...running, publicUrl: 'https://kith.example.org' });
    expect(text).toContain('https://kith.example.org');
  });
});
