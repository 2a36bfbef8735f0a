// `npm start`: reads what was asked for, starts the host, ends it on a signal. Every failure a person can cause is one
// line and exit code 1.

import { HELP, parseCommandLine, type CommandLine } from './options.ts';
import { HostError } from './host-error.ts';
import { startHost } from './host.ts';
import { onEndSignals } from './shutdown.ts';

async function main(): Promise<void> {
  const commandLine = parseCommandLine(process.argv.slice(2), process.env);
  if (!commandLine.ok) return fail(commandLine.error);
  if (commandLine.value.kind === 'help') return console.log(HELP);
  await run(commandLine.value);
}

async function run(options: Extract<CommandLine, { kind: 'start' }>): Promise<void> {
  try {
    const starting = startHost(options);
    onEndSignals(
      () => void starting.then((host) => host.close()).finally(exit),
      () => exit(),
    );
    await starting;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    fail(error.message);
  }
}

/** `peer` keeps timers for the process's life, so the end is said outright. */
function exit(): void {
  process.exit(0);
}

function fail(line: string): void {
  console.error(line);
  process.exit(1);
}

await main();
