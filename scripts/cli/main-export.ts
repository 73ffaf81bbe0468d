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
  program
    .command('check-export <folder>')
    .description('prove an exported bag by what lies in it alone; exit code 1 when a byte differs')
    .option('--key <fingerprint>', 'of the site that made it, as it came to you another way')
    .action(async (folder: string, asked: { readonly key?: string }) =>
      run(async (context) => (await import('./check-export.ts')).checkExport(folder, asked, context)),
    )
  program
    .command('restore')
    .description(
      'a site from an exported bag, into an empty database and an empty store; verify says that it is the same',
    )
    .requiredOption('--from <folder>', 'a whole export')
    .option('--resume', 'use what an interrupted restore has brought into the store already')
    .action(async (asked: { readonly from: string; readonly resume?: true }) =>
      run(async (context) => (await import('./restore.ts')).restoreArchive(context, asked)),
    )
}
