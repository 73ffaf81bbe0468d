import type { Command } from 'commander'
import type { AskedGaps } from './codes.ts'
import { asPerson } from './main-schedule.ts'
import type { Work } from './verb.ts'

/** Archival codes, in a person's name. */
export function addCodes(program: Command, run: (work: Work) => Promise<void>): void {
  const codes = program
    .command('codes')
    .description('archival codes, in the name of who signs in; the password is taken from EVERFILE_PASSWORD')
  asPerson(codes.command('gaps'))
    .description('numbers that stand on nothing, each with its reason; exit 1 while one waits for a reason')
    .option('--year <year>', 'of one year alone')
    .option('--block <block>', 'of one sequence alone, as its codes begin')
    .option('--open', 'only those that wait for a reason')
    .action(async (asked: AskedGaps) => run(async () => (await import('./codes.ts')).listGaps(asked)))
}
