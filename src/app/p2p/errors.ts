// What scripts are told when something does not work: three classes by what it concerns, told apart by code.

import type { P2pError } from './api.ts';

abstract class CodedError extends Error implements P2pError {
  abstract override readonly name: P2pError['name'];
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Links, rooms and messages. */
export class ConnectionError extends CodedError {
  readonly name = 'ConnectionError';
}

/** Shared state. */
export class SynchronizationError extends CodedError {
  readonly name = 'SynchronizationError';
}

/** What is refused to keep everybody safe. */
export class SecurityError extends CodedError {
  readonly name = 'SecurityError';
}
