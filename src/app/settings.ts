// What this person chose: name, looks, language, brokers, how the identity is kept. Read from storage as if a stranger
// had written it; what does not fit falls back field by field.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import type { KeyValueStore } from '../primitives/key-value-store.ts';
import { ok } from '../primitives/result.ts';
import {
  boolean,
  integer,
  list,
  oneOf,
  optional,
  record,
  text,
  type OptionalField,
  type Schema,
} from '../primitives/schema.ts';
import { LOCALES, type Locale } from '../ui/words.ts';
import { iceServerSchema, MAX_BROKERS, MAX_ICE_SERVERS, type IceServer } from './host-config.ts';
import { QUIET_FOREVER_MS } from './notify/quiet-span.ts';

export const THEMES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** `ghost`: nothing is stored. `device`: wrapped by a key of this browser. `passphrase`: wrapped by a passphrase. */
export const IDENTITY_MODES = ['ghost', 'device', 'passphrase'] as const;
export type IdentityMode = (typeof IDENTITY_MODES)[number];

export interface Settings {
  /** As typed; cleaned by the room before others see it. */
  readonly name: string;
  /** A line about oneself, as typed. */
  readonly status: string;
  readonly theme: ThemeChoice;
  /** Undefined follows the browser. */
  readonly locale: Locale | undefined;
  /** The user's own brokers, besides the host's. */
  readonly brokers: readonly string[];
  readonly iceServers: readonly IceServer[];
  readonly identityMode: IdentityMode;
  /** Whether single keys without Ctrl or Cmd do something. WCAG 2.1.4 wants them to be switched off at will. */
  readonly hasBareKeys: boolean;
  /** A short sound for what is new. */
  readonly hasSound: boolean;
  /** Notifications of the system, as far as the browser allows them. */
  readonly hasNotifications: boolean;
  /** Whether those show what was said. */
  readonly showsPreviews: boolean;
  /** Whether what is for this person is told although the room is muted. */
  readonly mentionsBreakMute: boolean;
  /** The tone of hands and faces in emoji: 0 is none, 1 to 5 from light to dark. */
  readonly emojiTone: number;
  /** Whether others learn what this person has read. */
  readonly tellsRead: boolean;
  /** Whether others see that this person is writing. */
  readonly tellsWriting: boolean;
  /** How much of what is shared may lie in memory, mebibytes. */
  readonly memoryMib: number;
  /** Do not disturb: until then, milliseconds since 1970. */
  readonly quietUntilMs: number;
  /** Where others reached this page's host when it last said so; room links use it while the host is away. */
  readonly publicOrigin: string | undefined;
}

export interface SettingsStore {
  readonly current: ReadonlySignal<Settings>;
  /** Resolves once {@link current} holds what was stored. */
  readonly ready: Promise<void>;
  /** Changes some fields; they are stored unless nothing may be. */
  change(fields: Partial<Settings>): Promise<void>;
  /** Forgets everything stored and goes back to the defaults. */
  reset(): Promise<void>;
}

export const SETTINGS_KEY = 'settings/1';
/** A tab of a phone is ended at about 1 GiB, and half of that is the page's own and its pictures'. */
const DEFAULT_MEMORY_MIB = 512;
/** 8 brokers, 8 ICE servers with credentials and a name stay far below. */
export const MAX_SETTINGS_BYTES = 32 * 1024;
/** 40 graphemes of the longest kind that people use; the room counts graphemes. */
export const MAX_NAME_LENGTH = 160;
/** 80 graphemes, as the room takes. */
export const MAX_STATUS_LENGTH = 320;

const fields = {
  name: text({ maxLength: MAX_NAME_LENGTH }),
  status: text({ maxLength: MAX_STATUS_LENGTH }),
  theme: oneOf(...THEMES),
  locale: oneOf(...LOCALES),
  brokers: list(text({ minLength: 1, maxLength: 300 }), { maxLength: MAX_BROKERS }),
  iceServers: list(iceServerSchema, { maxLength: MAX_ICE_SERVERS }),
  identityMode: oneOf(...IDENTITY_MODES),
  hasBareKeys: boolean,
  hasSound: boolean,
  hasNotifications: boolean,
  showsPreviews: boolean,
  mentionsBreakMute: boolean,
  emojiTone: integer({ min: 0, max: 5 }),
  tellsRead: boolean,
  tellsWriting: boolean,
  memoryMib: integer({ min: 64, max: 4_096 }),
  quietUntilMs: integer({ min: 0, max: QUIET_FOREVER_MS }),
  publicOrigin: text({ minLength: 1, maxLength: 300 }),
};

/** Each field by itself: one that does not fit, perhaps of a later version, costs no other. */
const schema = record({
  name: lenient(fields.name),
  status: lenient(fields.status),
  theme: lenient(fields.theme),
  locale: lenient(fields.locale),
  brokers: lenient(fields.brokers),
  iceServers: lenient(fields.iceServers),
  identityMode: lenient(fields.identityMode),
  hasBareKeys: lenient(fields.hasBareKeys),
  hasSound: lenient(fields.hasSound),
  hasNotifications: lenient(fields.hasNotifications),
  showsPreviews: lenient(fields.showsPreviews),
  mentionsBreakMute: lenient(fields.mentionsBreakMute),
  emojiTone: lenient(fields.emojiTone),
  tellsRead: lenient(fields.tellsRead),
  tellsWriting: lenient(fields.tellsWriting),
  memoryMib: lenient(fields.memoryMib),
  quietUntilMs: lenient(fields.quietUntilMs),
  publicOrigin: lenient(fields.publicOrigin),
});

/** `identityMode` is what fits where the page runs: a page from disk keeps nothing unless asked to. */
export function defaultSettings(identityMode: IdentityMode): Settings {
  return {
    name: '',
    status: '',
    theme: 'system',
    locale: undefined,
    brokers: [],
    iceServers: [],
    identityMode,
    hasBareKeys: true,
    hasSound: true,
    hasNotifications: false,
    showsPreviews: false,
    mentionsBreakMute: true,
    emojiTone: 0,
    tellsRead: true,
    tellsWriting: true,
    memoryMib: DEFAULT_MEMORY_MIB,
    quietUntilMs: 0,
    publicOrigin: undefined,
  };
}

/** What was stored, laid over the defaults; unreadable bytes are as good as none. */
export function decodeSettings(stored: Uint8Array | undefined, defaults: Settings): Settings {
  if (!stored || stored.length > MAX_SETTINGS_BYTES) return defaults;
  const decoded = decodeMessage(stored, schema);
  if (!decoded.ok) return defaults;
  const fitting = Object.entries(decoded.value).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(fitting) as Partial<Settings>) };
}

/** Undefined instead of an error. */
function lenient<T>(schema: Schema<T>): OptionalField<T | undefined> {
  return optional<T | undefined>({
    parse(value, path) {
      const parsed = schema.parse(value, path);
      return parsed.ok ? parsed : ok(undefined);
    },
  });
}

export function encodeSettings(settings: Settings): Uint8Array {
  return encodeMessage({
    ...settings,
    iceServers: settings.iceServers.map((server) => ({ ...server })),
  });
}

/** Where settings are kept, and what they are where nothing was stored. */
export interface SettingsPlace {
  readonly store: KeyValueStore;
  readonly defaults: Settings;
}

/** Other tabs of this browser, which keep the same settings. Nothing but the news crosses: what is new stands in storage. */
export interface SettingsTabs {
  readonly tell: () => void;
  readonly onTold: (listener: () => void) => void;
}

/**
 * Reads the settings once, and again when another tab has changed them; else memory leads and storage follows. They can be used before they were read: they are
 * `first` until then, and what is changed meanwhile stays changed.
 */
export function createSettings(
  place: Promise<SettingsPlace>,
  first: Settings,
  tabs?: SettingsTabs,
): SettingsStore {
  const current = signal(first);
  let early: Partial<Settings> = {};
  /** Changed here, and not stored yet. */
  let unsaved: Partial<Settings> = {};
  const reading = place.then(async ({ store, defaults }) => {
    current.value = { ...decodeSettings(await readQuietly(store), defaults), ...early };
    return { store, defaults };
  });

  async function readAgain(): Promise<void> {
    const { store, defaults } = await reading;
    const stored = await readQuietly(store);
    // Nothing stored: the other tab leaves nothing behind from now on, and says nothing of this one.
    if (stored) current.value = { ...decodeSettings(stored, defaults), ...unsaved };
  }

  tabs?.onTold(() => void readAgain());
  return {
    current,
    ready: reading.then(() => undefined),
    async change(changed) {
      early = { ...early, ...changed };
      unsaved = { ...unsaved, ...changed };
      current.value = { ...current.value, ...changed };
      const { store } = await reading;
      const saving = unsaved;
      const isKept = current.value.identityMode !== 'ghost';
      if (isKept) await store.put(SETTINGS_KEY, encodeSettings(current.value));
      else await store.remove(SETTINGS_KEY);
      if (unsaved === saving) unsaved = {};
      if (isKept) tabs?.tell();
    },
    async reset() {
      const { store, defaults } = await reading;
      current.value = defaults;
      await store.remove(SETTINGS_KEY);
    },
  };
}

/** A browser that forbids storage is no reason not to start. */
async function readQuietly(store: KeyValueStore): Promise<Uint8Array | undefined> {
  try {
    return await store.get(SETTINGS_KEY);
  } catch {
    return undefined;
  }
}
