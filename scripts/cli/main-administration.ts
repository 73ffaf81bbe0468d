import type { Command } from 'commander'
import type { AskedIdentity } from './accounts.ts'
import type { AskedReport } from './access-report.ts'
import type { AskedHandOver } from './hand-over.ts'
import type { AskedFounding } from './init.ts'
import type { AskedUnit } from './unit.ts'
import type { AskedGrant, AskedPost, AskedUser } from './user.ts'
import type { Work } from './verb.ts'

type Run = (work: Work) => Promise<void>
type Keyed = { readonly key?: string }

const CLASSES = [
  '--classes <families>',
  'families of classes that the post sees, with commas, or all',
] as const
const KEY = ['--key <key>', 'the same key again changes nothing'] as const

/** The founding of a site, its units and its people: acts of the operator through the gate. */
export function addAdministration(program: Command, run: Run): void {
  addInit(program, run)
  const unit = program.command('unit').description('units of this site')
  addUnits(unit, run)
  addUnitChanges(unit, run)
  addReports(program.command('access').description('who may do and see what'), run)
  addUsers(program.command('user').description('people of this site'), run)
}

function addInit(program: Command, run: Run): void {
  program
    .command('init')
    .description('found a site in an empty database; first passwords are printed once')
    .option('--from <file>', 'all of it as JSON, - for standard input')
    .option('--name-zh <name>', 'name of the site, in Chinese')
    .option('--name-en <name>', 'the same, in Latin letters')
    .option('--zone <zone>', 'time zone of its dates (Asia/Shanghai)')
    .option('--mode <mode>', 'production or test (production)')
    .option('--fonds <code>', 'a capital letter and three digits')
    .option('--bureau-zh <name>', 'the bureau, root of all units')
    .option('--bureau-en <name>')
    .option('--agency-zh <name>', 'whose fonds it is, where that is not the bureau')
    .option('--agency-en <name>')
    .option('--system-admin <login:name:name>', 'login, name in Chinese, name in Latin letters')
    .option('--security-admin <login:name:name>', 'another person')
    .option('--audit-admin <login:name:name>', 'a third person')
    .option(...KEY)
    .action(async (options: AskedFounding) => run(async () => (await import('./init.ts')).init(options)))
}

function addUnits(unit: Command, run: Run): void {
  unit.command('list').action(async () => run(async () => (await import('./unit.ts')).listUnits()))
  unit
    .command('add')
    .description('a unit below another')
    .requiredOption('--name-zh <name>')
    .requiredOption('--name-en <name>')
    .requiredOption('--under <unit>', 'id or name of the unit above')
    .option('--kind <kind>', 'section, agency, archives-office or information-centre', 'section')
    .option('--begins <when>', 'at-once, or when-set: from the day of unit go-live', 'at-once')
    .option(...KEY)
    .action(async (options: AskedUnit) => run(async () => (await import('./unit.ts')).addUnitBelow(options)))
}

const REASON = ['--reason <text>', 'why; it stands in the history'] as const
type Reasoned = Keyed & { readonly reason: string }

/** What the operator does where no security administrator can. */
function addAccounts(user: Command, run: Run): void {
  const accounts = async () => import('./accounts.ts')
  const verbs = [
    ['unlock', 'opens an account that failures have locked'],
    ['end-sessions', 'ends every session of a person'],
    ['reset-factors', 'takes every second factor away, so that one can be set up anew'],
  ] as const
  for (const [name, description] of verbs) {
    user
      .command(`${name} <login>`)
      .description(description)
      .requiredOption(...REASON)
      .option(...KEY)
      .action(async (login: string, asked: Reasoned) =>
        run(async () => (await accounts()).actOnAccount(name, login, asked)),
      )
  }
  user
    .command('link <login>')
    .description('says who a person is for the identity provider; nobody signs in there without it')
    .requiredOption('--subject <sub>', "the person's `sub` at the provider")
    .option('--issuer <url>', 'the provider; EVERFILE_OIDC_ISSUER where nothing is said')
    .option(...KEY)
    .action(async (login: string, asked: AskedIdentity) =>
      run(async () => (await accounts()).linkUser(login, asked)),
    )
  user
    .command('unlink <login>')
    .description("ends a person's identity at the provider, and their sessions")
    .requiredOption(...REASON)
    .option('--issuer <url>', 'the provider; EVERFILE_OIDC_ISSUER where nothing is said')
    .option(...KEY)
    .action(async (login: string, asked: Reasoned & { readonly issuer?: string }) =>
      run(async () => (await accounts()).unlinkUser(login, asked)),
    )
}

const CHANGES = async () => import('./unit-changes.ts')
type Asked<K extends 'rename' | 'move' | 'goLive' | 'close' | 'merge' | 'split'> = Parameters<
  Awaited<ReturnType<typeof CHANGES>>[K]
>[1]

/** What becomes of units: each change has its day and the order on which it rests. */
function addUnitChanges(unit: Command, run: Run): void {
  const changing = (name: string, about: string, day: string) =>
    unit
      .command(name)
      .description(about)
      .requiredOption('--on <day>', day)
      .requiredOption('--authority <order>', 'the order on which it rests')
      .option(...KEY)
  changing('rename <unit>', 'another name; the former one is kept', 'first day of the new name')
    .requiredOption('--name-zh <name>')
    .requiredOption('--name-en <name>')
    .action(async (of: string, asked: Asked<'rename'>) =>
      run(async () => (await CHANGES()).rename(of, asked)),
    )
  changing('move <unit>', 'another place in the tree, with all below', 'first day there')
    .requiredOption('--under <unit>', 'id or name of the unit above')
    .action(async (of: string, asked: Asked<'move'>) => run(async () => (await CHANGES()).move(of, asked)))
  changing('go-live <unit>', 'the day from which it works in the system', 'today or a later day').action(
    async (of: string, asked: Asked<'goLive'>) => run(async () => (await CHANGES()).goLive(of, asked)),
  )
  changing('close <unit>', 'the end of a unit in which nothing is open', 'its last day')
    .option('--heir <unit>', 'whose people act for it from then on')
    .action(async (of: string, asked: Asked<'close'>) => run(async () => (await CHANGES()).close(of, asked)))
  changing('merge <units...>', 'units go into another', 'their last day')
    .requiredOption('--into <unit>')
    .action(async (of: string[], asked: Asked<'merge'>) =>
      run(async () => (await CHANGES()).merge(of, asked)),
    )
  changing('split <unit>', 'two units or more follow one', 'its last day')
    .requiredOption('--into <units...>')
    .requiredOption('--heir <unit>', 'which of them acts for its records')
    .action(async (of: string, asked: Asked<'split'>) => run(async () => (await CHANGES()).split(of, asked)))
}

function addUsers(user: Command, run: Run): void {
  const users = async () => import('./user.ts')
  user.command('list').action(async () => run(async () => (await users()).listUsers()))
  user
    .command('add <login>')
    .description('a person with one post; the first password is printed once')
    .requiredOption('--name <name>', 'name, in Chinese')
    .requiredOption('--name-en <name>', 'name, in Latin letters')
    .requiredOption('--unit <unit>', 'id or name of the unit')
    .requiredOption('--role <role>')
    .option('--appraiser <kind>', 'seat in the appraisal group')
    .option('--clearance <grade>', 'public, internal or restricted', 'internal')
    .option(...CLASSES)
    .option(...KEY)
    .action(async (login: string, asked: AskedUser) => run(async () => (await users()).addUser(login, asked)))
  user
    .command('set-password <login>')
    .description("a new first password, printed once; ends the person's sessions")
    .option(...KEY)
    .action(async (login: string, asked: Keyed) =>
      run(async () => (await users()).resetPassword(login, asked)),
    )
  user
    .command('passive <login>')
    .alias('retire')
    .description('a leaver: signs in no more, sessions and keys end')
    .option(...KEY)
    .action(async (login: string, asked: Keyed) => run(async () => (await users()).retire(login, asked)))
  addAccounts(user, run)
  user
    .command('hand-over <login>')
    .description(
      'a post with its classes and its claimed tasks passes to a successor; again, it finishes what was interrupted',
    )
    .requiredOption('--to <login>')
    .requiredOption('--unit <unit>', 'id or name of the unit')
    .requiredOption('--role <role>')
    .option(...KEY)
    .action(async (login: string, asked: AskedHandOver) =>
      run(async () => (await import('./hand-over.ts')).handOver(login, asked)),
    )
  addGrants(user.command('grant').description('families of classes that a post sees'), run)
  const post = user.command('post').description('posts of people')
  post
    .command('add <login>')
    .requiredOption('--unit <unit>', 'id or name of the unit')
    .requiredOption('--role <role>')
    .option('--appraiser <kind>', 'seat in the appraisal group')
    .option(...CLASSES)
    .option(...KEY)
    .action(async (login: string, asked: AskedPost) => run(async () => (await users()).addPost(login, asked)))
  post
    .command('end <login>')
    .requiredOption('--unit <unit>', 'id or name of the unit')
    .requiredOption('--role <role>')
    .option(...KEY)
    .action(async (login: string, asked: AskedPost) =>
      run(async () => (await users()).removePost(login, asked)),
    )
}

function addGrants(grants: Command, run: Run): void {
  const verb = (name: 'add' | 'end', work: 'grant' | 'withdraw') =>
    grants
      .command(`${name} <login>`)
      .requiredOption('--unit <unit>', 'id or name of the unit')
      .requiredOption('--role <role>')
      .requiredOption(...CLASSES)
      .option(...KEY)
      .action(async (login: string, asked: AskedGrant) =>
        run(async () => (await import('./user.ts'))[work](login, asked)),
      )
  verb('add', 'grant')
  verb('end', 'withdraw')
}

function addReports(access: Command, run: Run): void {
  access
    .command('report')
    .description('all rights that somebody had at the end of a day, folded from the ledger')
    .requiredOption('--person <login>')
    .requiredOption('--day <date>', 'like 2027-03-01')
    .option('--csv', 'for a spreadsheet')
    .action(async (asked: AskedReport) =>
      run(async () => (await import('./access-report.ts')).accessReport(asked)),
    )
}
