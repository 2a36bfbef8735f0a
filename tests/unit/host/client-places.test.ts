import { describe, expect, it } from 'vitest';
import { createClientPlaces } from '../../../host/client-places.ts';

const PHONE = '192.168.1.5';

describe('createClientPlaces', () => {
  it('has room until an address has taken its places', () => {
    const places = createClientPlaces(2);
    places.take(PHONE);
    expect(places.hasRoom(PHONE)).toBe(true);
    places.take(PHONE);
    expect(places.hasRoom(PHONE)).toBe(false);
  });

  it('counts every address by itself', () => {
    const places = createClientPlaces(1);
    places.take(PHONE);
    expect(places.hasRoom('192.168.1.6')).toBe(true);
  });

  it('has room again when a place is given back, which counts once', () => {
    const places = createClientPlaces(2);
    const giveBack = places.take(PHONE);
    places.take(PHONE);
    giveBack();
    giveBack();
    places.take(PHONE);
    expect(places.hasRoom(PHONE)).toBe(false);
  });

  it('always has room for a proxy on this machine', () => {
    const places = createClientPlaces(1);
    places.take('127.0.0.1');
    expect(places.hasRoom('127.0.0.1')).toBe(true);
  });
});
