import type { Command } from 'commander'
import type { AskedBox } from './forms.ts'
import { asPerson } from './main-schedule.ts'
import type { Work } from './verb.ts'

/** Printed forms that belong to no single record, in a person's name: what that person may not see stands on none of them. */
export function addForms(program: Command, run: (work: Work) => Promise<void>): void {
  const forms = program
    .command('forms')
    .description('forms as PDF/A, in the name of who signs in; the password is taken from EVERFILE_PASSWORD')
  asPerson(forms.command('box'))
    .description(
      'of a box of items filed by themselves: stamps (F01), catalogue (F02) and reference sheet (F03)',
    )
    .requiredOption('--unit <name>', 'unit that formed them, by one of its names')
    .requiredOption('--year <year>', 'year in which they were formed')
    .requiredOption('--period <period>', 'years, or: permanent')
    .requiredOption('--to <folder>', 'where the three files are written')
    .action(async (asked: AskedBox) => run(async () => (await import('./forms.ts')).printBox(asked)))
}
