// Giving on what is here as a whole: to everybody in one's own name, or to one person. What was given on is not offered a
// second time, so that pressing again costs nothing.

import type { IdentityId } from '../../primitives/ids.ts';
import type { FileId, FilesModel, ForwardProblem } from './api.ts';

type ForwardingModel = Pick<FilesModel, 'rows' | 'blob' | 'share'>;

export class Forwarding {
  readonly #model: ForwardingModel;
  /** What became of what was given on, by file and receiver. */
  readonly #given = new Map<string, FileId>();
  readonly #going = new Map<string, Promise<readonly ForwardProblem[]>>();

  constructor(model: ForwardingModel) {
    this.#model = model;
  }

  forward(id: FileId, to: IdentityId | undefined): Promise<readonly ForwardProblem[]> {
    const place = `${id}/${to ?? ''}`;
    const going = this.#going.get(place) ?? this.#forward(id, to).finally(() => this.#going.delete(place));
    this.#going.set(place, going);
    return going;
  }

  async #forward(id: FileId, to: IdentityId | undefined): Promise<readonly ForwardProblem[]> {
    const rowOf = (wanted: FileId) => this.#model.rows.peek().find((row) => row.id === wanted);
    const row = rowOf(id);
    // What was given to one alone is not theirs to give to all.
    if (row?.only && to === undefined) return [];
    const place = `${id}/${to ?? ''}`;
    const given = rowOf(this.#given.get(place) ?? '');
    if (given && given.state.kind !== 'failed') return [];
    const bytes = row && (await this.#model.blob(id));
    if (!bytes) return [{ code: 'gone' }];
    const { name, mimeType, folders, look } = row;
    const { ids, problems } = this.#model.share(
      [{ file: new File([bytes], name, { type: mimeType }), folders, look }],
      to,
    );
    const [made] = ids;
    if (made !== undefined) this.#given.set(place, made);
    return problems;
  }
}
