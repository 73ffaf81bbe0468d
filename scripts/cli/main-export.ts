import type { Command } from 'commander'
import type { AskedVerb } from './export.ts'
import type { Work } from './verb.ts'

/** The archive taken elsewhere. */
export function addExport(program: Command, run: (work: Work) => Promise<void>): void {
  program
    .command('export')
    .description(
      'take the archive into a folder: a bag of XML and contents that proves itself; goes on when interrupted',
    )
    .requiredOption('--to <folder>', 'an empty folder, or a new one in a folder that is there')
    .option('--unit <unit>', 'only what a unit, and those below it, have formed: id or name')
    .option('--class <code>', 'only one class, and those below it')
    .option('--fonds <code>', 'only one fonds')
    .option('--reason <text>', 'why; it stands in the history of the site', '—')
    .action(async (asked: AskedVerb) =>
      run(async (context) => (await import('./export.ts')).exportArchive(context, asked)),
    )
}
