// CacheStorage in memory, as far as the worker uses it. Rejects writes when told that the disk is full.

export interface FakeCaches extends Pick<CacheStorage, 'open' | 'keys' | 'delete'> {
  /** Addresses kept under a cache's name. */
  contents(name: string): readonly string[];
  isFull: boolean;
}

export function makeFakeCaches(fetchFile: (request: Request) => Promise<Response>): FakeCaches {
  const stored = new Map<string, Map<string, Response>>();
  const fake: FakeCaches = {
    isFull: false,
    contents: (name) => Array.from(stored.get(name)?.keys() ?? []),
    keys: async () => Array.from(stored.keys()),
    delete: async (name) => stored.delete(name),
    async open(name) {
      const entries = stored.get(name) ?? new Map<string, Response>();
      stored.set(name, entries);
      const cache: Pick<Cache, 'match' | 'put' | 'addAll'> = {
        match: async (address) => entries.get(new Request(address).url)?.clone(),
        async put(address, response) {
          if (fake.isFull) throw new DOMException('full', 'QuotaExceededError');
          entries.set(new Request(address).url, response);
        },
        async addAll(requests) {
          const all = Array.from(requests, (request) => new Request(request));
          const responses = await Promise.all(all.map((request) => fetchFile(request)));
          if (responses.some((response) => !response.ok)) throw new TypeError('a file is missing');
          for (const [index, request] of all.entries()) entries.set(request.url, responses[index]!);
        },
      };
      return cache as Cache;
    },
  };
  return fake;
}
