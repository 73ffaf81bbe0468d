import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { readConfig, readDatabaseConfig } from '#config.ts'
import { addAdministration } from './main-administration.ts'
import { addCodes } from './main-codes.ts'
import { addExport } from './main-export.ts'
import { addForms } from './main-forms.ts'
import { addImports } from './main-imports.ts'
import { addSchedules } from './main-schedule.ts'
import { UsageFault, type Answer, type Context, type Work } from './verb.ts'

const EXIT = { good: 0, faults: 1, usage: 2 } as const

/**
 * `everfile`: what an operator does beside the screens. Exit codes: 0 good, 1 faults found or failed, 2 asked wrongly.
 * With `--json` exactly one JSON document is written to standard output. A verb's modules are loaded when it is asked for:
 * most need a small part of the product, and start in a fraction of the time.
 */
function programOf(run: (work: Work) => Promise<void>): Command {
  const program = new Command('everfile')
  program
    .description(
      'Operator commands of Everfile. Servers and secrets come from the environment, as for its processes.',
    )
    .option('--json', 'answer with one JSON document')
    .exitOverride()
  program
    .command('migrate')
    .description('bring the database to the form of this version; safe to repeat')
    .action(async () => run(async (context) => (await import('./migrate.ts')).migrateDatabase(context)))
  program
    .command('seed')
    .description('fill a demo or test site with the demo archive; continues one that was interrupted')
    .option('--if-empty', 'do nothing, and succeed, where there are records already')
    .action(async (options: { ifEmpty?: true }) =>
      run(async (context) =>
        (await import('./seed.ts')).seed(context, { ifEmpty: options.ifEmpty === true }),
      ),
    )
  program
    .command('logins')
    .description('who can sign in on a demo or test site')
    .action(async () => run(async (context) => (await import('./logins.ts')).logins(context)))
  program
    .command('site-mode')
    .description('demo, test, production, or none where no site was made yet')
    .action(async () => run(async () => (await import('./site-mode.ts')).siteMode(readDatabaseConfig())))
  program
    .command('doctor')
    .description('look at every part that the site rests on; exit code 1 when one is at fault')
    .action(async () => run(async (context) => (await import('./doctor.ts')).doctor(context)))
  program
    .command('verify')
    .description(
      'check every history: chains, tables against events, acts, and that nothing is left uncarried',
    )
    .action(async () => run(async (context) => (await import('./verify.ts')).verify(context)))
  program
    .command('rehydrate')
    .description('give a workflow to everything that has not ended, after a loss of Temporal; safe to repeat')
    .action(async () => run(async (context) => (await import('./rehydrate.ts')).rehydrateAll(context)))
  program
    .command('search-index')
    .description('make the search index again from the records; search answers meanwhile')
    .action(async () =>
      run(async (context) => (await import('./search-index.ts')).rebuildSearchIndex(context)),
    )
  program
    .command('config')
    .description('what the environment says')
    .command('print')
    .description('print the configuration, secrets masked')
    .action(async () => run(async (context) => (await import('./config-print.ts')).printConfig(context)))
  addImports(program, run)
  addAdministration(program, run)
  addSchedules(program, run)
  addExport(program, run)
  addForms(program, run)
  addCodes(program, run)
  return program
}

/** The configuration is read when a verb asks for it: not every verb needs all of it. */
const context: Context = {
  get config() {
    return readConfig()
  },
  progress: showProgress,
}

async function main(args: readonly string[]): Promise<number> {
  let exit: number = EXIT.good
  const program = programOf(async (work) => {
    const answer = await work(context)
    endProgress()
    say(answer, program.opts<{ json?: true }>().json === true)
    if (answer.hasFaults === true) exit = EXIT.faults
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exit
  } catch (error) {
    endProgress()
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage
    console.error(error instanceof Error ? error.message : error)
    return error instanceof UsageFault ? EXIT.usage : EXIT.faults
  }
}

function say({ lines, json }: Answer, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(json, undefined, 2))
  else for (const line of lines) console.log(line)
}

/** One line that is written over, on a terminal alone: a log of progress helps nobody. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
