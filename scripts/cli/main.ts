import { fileURLToPath } from 'node:url'
import { Command, CommanderError } from 'commander'
import { readConfig, readDatabaseConfig } from '#config.ts'
import { printConfig } from './config-print.ts'
import { doctor } from './doctor.ts'
import { logins } from './logins.ts'
import { migrateDatabase } from './migrate.ts'
import { rehydrateAll } from './rehydrate.ts'
import { seed } from './seed.ts'
import { siteMode } from './site-mode.ts'
import { addUser, listUsers, makePassive, resetPassword, type NewUser } from './user.ts'
import { verify } from './verify.ts'
import { UsageFault, type Answer, type Context } from './verb.ts'

const EXIT = { good: 0, faults: 1, usage: 2 } as const

type Work = (context: Context) => Promise<Answer>

/**
 * `everfile`: what an operator does beside the screens. Exit codes: 0 good, 1 faults found or failed, 2 asked wrongly.
 * With `--json` exactly one JSON document is written to standard output.
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
    .action(async () => run(migrateDatabase))
  program
    .command('seed')
    .description('fill a demo or test site with the demo archive; continues one that was interrupted')
    .option('--if-empty', 'do nothing, and succeed, where there are records already')
    .action(async (options: { ifEmpty?: true }) =>
      run(async (context) => seed(context, { ifEmpty: options.ifEmpty === true })),
    )
  program
    .command('logins')
    .description('who can sign in on a demo or test site')
    .action(async () => run(logins))
  program
    .command('site-mode')
    .description('demo, test, production, or none where no site was made yet')
    .action(async () => run(async () => siteMode(readDatabaseConfig())))
  program
    .command('doctor')
    .description('look at every part that the site rests on; exit code 1 when one is at fault')
    .action(async () => run(doctor))
  program
    .command('verify')
    .description(
      'check every history: chains, tables against events, acts, and that nothing is left uncarried',
    )
    .action(async () => run(verify))
  program
    .command('rehydrate')
    .description('give a workflow to everything that has not ended, after a loss of Temporal; safe to repeat')
    .action(async () => run(rehydrateAll))
  program
    .command('config')
    .description('what the environment says')
    .command('print')
    .description('print the configuration, secrets masked')
    .action(async () => run(printConfig))
  addUserCommands(program.command('user').description('people of this site'), run)
  return program
}

function addUserCommands(user: Command, run: (work: Work) => Promise<void>): void {
  user.command('list').action(async () => run(listUsers))
  user
    .command('add <login>')
    .description('a person with one post; the first password is printed once')
    .requiredOption('--name <name>', 'name, in Chinese')
    .requiredOption('--name-en <name>', 'name, in Latin letters')
    .requiredOption('--unit <unit>', 'id or name of the unit')
    .requiredOption('--role <role>')
    .option('--appraiser <kind>', 'seat in the appraisal group')
    .option('--clearance <grade>', 'public, internal or restricted', 'internal')
    .action(async (login: string, options: Omit<NewUser, 'login'>) =>
      run(async (context) => addUser(context, { ...options, login })),
    )
  user
    .command('set-password <login>')
    .description("a new first password, printed once; ends the person's sessions")
    .action(async (login: string) => run(async (context) => resetPassword(context, login)))
  user
    .command('passive <login>')
    .description('a leaver: signs in no more')
    .action(async (login: string) => run(async (context) => makePassive(context, login)))
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
