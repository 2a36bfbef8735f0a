// The order of test files: what takes longest begins first, or one worker goes on alone when the others are done. Vitest
// itself learns it from earlier runs, which a fresh copy does not have.

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each more than ten seconds. */
const DEAREST =
  /(link-outage|link-handover|transport)\.browser|sim\/(scale|rooms-histories|delivery|chat-histories|scale-rooms|mesh-newcomers)\.test|swarm-storm/;

export class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isDear = ({ moduleId }: TestSpecification) => DEAREST.test(moduleId);
    return [...sorted.filter(isDear), ...sorted.filter((file) => !isDear(file))];
  }
}
