// Bad input of every kind: a clear sentence and a way on, and nothing in the console.

import { JoinPage } from './pages/join-page.ts';
import { RoomPage } from './pages/room-page.ts';
import { RulesDialog } from './pages/rules-dialog.ts';
import { joinBy, startRoom } from './support/meeting.ts';
import { expect, NETWORK_IS_AWAY, startOwnHost, test } from './support/test.ts';

const WORDS = 'abandon ability able about above absent';
/** 16 bytes of an owner nobody is. */
const OWNER = 'AAAAAAAAAAAAAAAAAAAAAA';

const REFUSED = [
  ['nothing at all', '', 'Paste the room’s link here, or type its six words.'],
  ['too few words', 'abandon ability able', 'That’s 3 words. A room has six: ask for the rest.'],
  ['too many words', `${WORDS} absorb`, 'That’s 7 words. A room has exactly six'],
  ['a link to another site', 'https://example.org/meeting/42', 'This link leads to another site'],
  ['another page of Kith', 'https://example.org/#/settings/file', 'leads to no room'],
  ['a link cut short', 'https://example.org/#/r/abandon-ability-ab', 'This link is cut short.'],
  [
    'a kind of link of a later version',
    `https://example.org/#/r2/${WORDS.replaceAll(' ', '-')}`,
    'made by a later version of Kith',
  ],
  [
    'a text link of a later version',
    `kith:2/r/${WORDS.replaceAll(' ', '-')}~${OWNER}`,
    'made by a later version of Kith',
  ],
  ['an owner cut short', `https://example.org/#/r/${WORDS.replaceAll(' ', '-')}~AAAA`, 'cut short'],
] as const;

test('the join field says what is wrong with each, one after the other', async ({ newcomer }) => {
  const { page, home } = await newcomer('');
  for (const [what, typed, sentence] of REFUSED)
    await test.step(what, async () => {
      await home.joinField.fill('begun anew');
      await expect(page.getByRole('alert')).toHaveCount(0);
      await home.typeToJoin(typed);
      await expect(page.getByRole('alert')).toContainText(sentence);
      await expect(home.joinField).toHaveAttribute('aria-invalid', 'true');
    });
});

test('a wrong word is named, and one press on the nearest mends it', async ({ newcomer }) => {
  const { page, home } = await newcomer('');
  await home.typeToJoin(WORDS.replace('absent', 'absentt'));
  await expect(page.getByRole('alert')).toContainText('“absentt” isn’t in the word list.');
  await page.getByRole('button', { name: 'absent', exact: true }).click();
  await expect(home.joinField).toHaveValue(WORDS);
  await home.joinButton.click();
  await new JoinPage(page).waitUntilThere();
});

test('an opened link that is cut short says so and takes another', async ({ newcomer, host }) => {
  const { page, home } = await newcomer('', { at: `${host.localUrl}/#/r/abandon-ability` });
  await expect(page.getByRole('heading', { name: 'This link doesn’t work' })).toBeVisible();
  await expect(page.getByText('This link is cut short.')).toBeVisible();
  await home.goToDoor(WORDS);
});

test('a link with another owner than the room’s: an open one opens, nobody’s rules are followed, and both read why; a closed one says so', async ({
  newcomer,
  host,
}) => {
  const alice = await startRoom(await newcomer('Alice'));
  const { link } = await alice.room.readInvitation();
  const bob = await joinBy(await newcomer('Bob'), link.replace(/~.*$/, `~${OWNER}`));
  await bob.room.expectLinkedWith(['Alice']);
  await new RulesDialog(alice.page).setSlowMode('5 sec');
  for (const { page } of [alice, bob]) {
    const rules = new RulesDialog(page);
    await rules.open();
    await expect(rules.dialog.getByText('Some people here follow another owner')).toBeVisible();
    await rules.close();
  }
  expect(await new RulesDialog(bob.page).read()).toMatchObject({ slowMode: 'Off' });

  // Whoever came by the same link follows the same nobody, and would let her in by an open door of his own.
  await bob.room.leave();
  await new RulesDialog(alice.page).setEntry('After knocking');
  // The link names the address that other devices reach; its certificate is nobody's here.
  const { hash } = new URL(link.replace(/~.*$/, `~${OWNER}`));
  const cleo = await newcomer('Cleo', { at: `${host.localUrl}/${hash}` });
  const door = new JoinPage(cleo.page);
  await door.join.click();
  await expect(door.failure).toContainText('This link names another owner', { timeout: 20_000 });
});

test('an address nobody knows leads home and says so', async ({ newcomer, host }) => {
  const { page } = await newcomer('', { at: `${host.localUrl}/#/%E0%A4%A/<script>` });
  await expect(page.getByText('This address leads nowhere here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
  await page.goto(`${host.localUrl}/#/r2/${WORDS.replaceAll(' ', '-')}`);
  await expect(page.getByText('This link was made by a later version of Kith.')).toBeVisible();
});

test('a broker that is away is named, and the room is joined once it is back', async ({ newcomer }) => {
  const own = await startOwnHost();
  const { port, localUrl } = own.host;
  const at = `${localUrl}/#/r/${WORDS.replaceAll(' ', '-')}~${OWNER}`;
  const { page } = await newcomer('', { at, mayComplain: NETWORK_IS_AWAY });
  const door = new JoinPage(page);
  await door.waitUntilThere();
  await own.dispose();
  await door.join.click();
  await expect(door.failure).toContainText('No broker answers', { timeout: 30_000 });
  await expect(door.failure).toContainText(`localhost:${port}`);
  await expect(page.getByRole('button', { name: 'Network settings' })).toBeVisible();
  const again = await startOwnHost({}, port);
  const room = new RoomPage(page);
  // The page tries by itself too, and may be first.
  await Promise.any([page.getByRole('button', { name: 'Try again' }).click(), room.waitUntilInside()]);
  await room.waitUntilInside();
  await again.dispose();
});

test('a room started while no broker answers says so and works alone', async ({ newcomer }) => {
  const own = await startOwnHost();
  const { page, home } = await newcomer('', { at: `${own.host.localUrl}/`, mayComplain: NETWORK_IS_AWAY });
  await own.dispose();
  const room = await home.startRoom();
  await expect(page.getByText('No broker answers')).toBeVisible({ timeout: 30_000 });
  await room.say('Only me');
  await expect(room.saidBy('You')).toContainText('Nobody was here yet');
});

test('a browser without WebRTC is told at once, and at the door', async ({ newcomer, host }) => {
  const { page } = await newcomer('', {
    at: `${host.localUrl}/#/r/${WORDS.replaceAll(' ', '-')}`,
    before: () => {
      for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
        Reflect.deleteProperty(globalThis, name);
      }
    },
  });
  await expect(page.getByText('This browser can’t connect.')).toBeVisible();
  const door = new JoinPage(page);
  await door.waitUntilThere();
  await door.join.click();
  await expect(door.failure).toContainText('Open the link in a current Firefox, Chrome, Edge or Safari.');
  await expect(page.getByRole('button', { name: 'Back home' })).toBeVisible();
});

test('a host that answers nonsense is no reason not to start', async ({ newcomer }) => {
  // The worker would ask in the page's place, where routes do not reach.
  const { page } = await newcomer('', {
    serviceWorkers: 'block',
    mayComplain: /registration blocked by Playwright/,
  });
  await page.route('**/kith.json', (route) => route.fulfill({ body: '{"version":1,"brokers":"all"}' }));
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
  await expect(page.getByText('None answers now.')).toBeVisible();
});

test('stored settings and identity that make no sense are as good as none', async ({ newcomer }) => {
  const { page } = await newcomer('Alice');
  await page.evaluate(spoilEverythingStored);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start a room' })).toBeEnabled();
  await expect(page.getByText('Give yourself a name')).toBeVisible();
});

test('storage that is forbidden is no reason not to start', async ({ newcomer }) => {
  const alice = await newcomer('Alice', {
    before: () => {
      for (const name of ['indexedDB', 'localStorage']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException('The user said no.', 'SecurityError');
          },
        });
      }
    },
  });
  const guest = await startRoom(alice);
  await guest.room.say('Nothing kept');
  await expect(guest.room.saidBy('You')).toContainText('Nothing kept');
});

/** Runs in the page: every value of every store becomes garbage of the same kind. */
async function spoilEverythingStored(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('failed')));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const storeName of Array.from(database.objectStoreNames)) {
      const store = database.transaction(storeName, 'readwrite').objectStore(storeName);
      for (const key of await done(store.getAllKeys())) {
        const garbage = new Uint8Array([0xff, 0, 0xbf, 1]);
        await done(store.put(garbage, key));
      }
    }
    database.close();
  }
}
