import type { Command } from 'commander'
import type { ImportOptions, WithdrawOptions } from './import.ts'
import type { Work } from './verb.ts'

/** A backlog, brought in and taken back. */
export function addImports(program: Command, run: (work: Work) => Promise<void>): void {
  program
    .command('import <file>')
    .description(
      'bring in a backlog: a CSV or XLSX of records, checked row by row, then imported by the worker',
    )
    .option('--unit <unit>', 'id or name of the unit that formed the records')
    .option('--folder <folder>', 'files that the table names')
    .option('--name <name>', 'what the import is called')
    .option('--class <code>', 'of rows that name none')
    .option('--grade <grade>', 'public, internal or restricted', 'internal')
    .option('--carrier <carrier>', 'paper, electronic or both', 'paper')
    .option('--dormancy <way>', 'sweep (default): no workflow until their day; or workflow')
    .option('--errors <file>', 'where faulty rows are written; beside the table by default')
    .option('--dry-run', 'check every row and make no record')
    .option('--skip-faulty', 'import the good rows and leave the others')
    .option('--resume', 'go on with a table that was brought in before')
    .action(async (file: string, options: ImportOptions) =>
      run(async (context) => (await import('./import.ts')).importBacklog(context, file, options)),
    )
  program
    .command('withdraw-import <import>')
    .description('take an import back, by its id, while nobody has touched its records')
    .requiredOption('--confirm <name>', 'the name of the import, typed')
    .requiredOption('--reason <text>')
    .action(async (id: string, options: WithdrawOptions) =>
      run(async (context) => (await import('./import.ts')).withdrawImport(context, id, options)),
    )
}
