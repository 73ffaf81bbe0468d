import type { Command } from 'commander'
import type { AskedActivation, AskedImport } from './schedule.ts'
import type { Work } from './verb.ts'
import type { AskedSession } from './wire.ts'

type Run = (work: Work) => Promise<void>

/** Schedules from the command line, in a person's name: the acts, rights and refusals of the screens. */
export function addSchedules(program: Command, run: Run): void {
  const schedule = program
    .command('schedule')
    .description(
      'retention schedules, in the name of who signs in; the password is taken from EVERFILE_PASSWORD',
    )
  asPerson(schedule.command('import <file>'))
    .description('draft a new version from a CSV table in UTF-8 or GB 18030; faulty rows are named')
    .requiredOption('--version <name>', 'name of the new version')
    .requiredOption('--effective-on <date>', 'the day from which it is in force')
    .option('--schedule <schedule>', 'which of the schedules', 'social-insurance')
    .option('--key <key>', 'the same key again changes nothing')
    .action(async (file: string, asked: AskedImport) =>
      run(async () => (await import('./schedule.ts')).importSchedule(file, asked)),
    )
  asPerson(schedule.command('diff <version>'))
    .description('what a version changes, cell by cell')
    .action(async (version: string, asked: AskedSession) =>
      run(async () => (await import('./schedule.ts')).diffSchedule(version, asked)),
    )
  asPerson(schedule.command('what-if <version>'))
    .description('which records a version would move')
    .action(async (version: string, asked: AskedSession) =>
      run(async () => (await import('./schedule.ts')).whatIfSchedule(version, asked)),
    )
  asPerson(schedule.command('activate <version>'))
    .description('put an approved version in force')
    .requiredOption('--note <note>', 'what was checked')
    .requiredOption('--consent <number>', 'number of the consent of the archives administration')
    .requiredOption('--consent-by <authority>', 'who gave it')
    .requiredOption('--consent-on <date>', 'its day, YYYY-MM-DD')
    .option('--redate', 'move the records as well and wait; exit code 1 when some are left')
    .option('--key <key>', 'the same key again changes nothing')
    .action(async (version: string, asked: AskedActivation) =>
      run(async (context) => (await import('./schedule.ts')).activateSchedule(version, asked, context)),
    )
}

/** Options of every verb that signs in. */
export function asPerson(command: Command): Command {
  return command
    .requiredOption('--login <login>', 'who asks')
    .option('--url <url>', 'where the product answers (this machine)')
    .option('--code <digits>', 'second factor, where the account has one')
}
