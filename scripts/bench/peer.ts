import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type Sql } from '#db/client.ts'
import { ensureDatabase } from '#db/database.ts'
import type { Seen } from './load.ts'
import { PEER_PROCESSES, PEER_STEPS, peerBpmn, type PeerProcess } from './peer-process.ts'
import type { Stage } from './stage.ts'

/** An engine of the JVM that is embedded in a program of ours, in `peers/`. */
interface Engine {
  readonly name: string
  /** How it spells what BPMN leaves to it. */
  readonly namespace: string
  readonly main: string
  /** Where its timers wait. */
  readonly timerTable: string
}

export const ENGINES = [
  {
    name: 'operaton',
    namespace: 'http://operaton.org/schema/1.0/bpmn',
    main: 'everfile.peers.OperatonPeer',
    timerTable: 'act_ru_job',
  },
  {
    name: 'flowable',
    namespace: 'http://flowable.org/bpmn',
    main: 'everfile.peers.FlowablePeer',
    timerTable: 'act_ru_timer_job',
  },
] as const satisfies readonly Engine[]

/** As it comes, or by what its documentation advises for speed. Both keep their full history and run their executor of jobs. */
export const TUNINGS = ['default', 'tuned'] as const

type Tuning = (typeof TUNINGS)[number]

export function peerName({ name }: Engine, tuning: Tuning): string {
  return tuning === 'tuned' ? `${name} tuned` : name
}

/** Compiles the peers with Maven into a folder. */
export function buildPeers(folder: string): void {
  const project = new URL('./peers/pom.xml', import.meta.url).pathname
  const args = ['-q', '-B', '-f', project, 'package', `-Dpeers.build=${folder}`]
  const { status, error, stdout } = spawnSync('mvn', args, { encoding: 'utf8' })
  if (error !== undefined) throw new Error('The peers need Maven and Java 17 or newer.', { cause: error })
  if (status !== 0) throw new Error(`The peers could not be built:\n${stdout}`)
}

export interface PeerLoad {
  readonly process: PeerProcess
  readonly warmUpMs: number
  readonly measureMs: number
}

export interface Peer {
  readonly name: string
  run(load: PeerLoad): Promise<Seen>
  /** Fresh statistics for the planner. */
  analyse(): Promise<void>
  /** What is wrong with these lifecycles: a run of which anything is has no speed. */
  faultsOf(process: PeerProcess, finished: readonly string[]): Promise<readonly string[]>
  stop(): Promise<void>
}

interface Opening {
  readonly engine: Engine
  readonly tuning: Tuning
  readonly clients: number
  /** Where {@link buildPeers} built. */
  readonly built: string
}

/** Starts an engine over a database of its own on the servers of the stage, and answers once it takes work. */
export async function openPeer(stage: Stage, { engine, tuning, clients, built }: Opening): Promise<Peer> {
  const name = peerName(engine, tuning)
  const database = `peer_${engine.name}_${tuning}`
  await ensureDatabase(stage.config.database.serverUrl, database)
  const url = new URL(stage.config.database.serverUrl)
  url.pathname = `/${database}`
  const bpmn = join(stage.dataDir, engine.name)
  mkdirSync(bpmn, { recursive: true })
  for (const process of PEER_PROCESSES)
    writeFileSync(join(bpmn, `${process}.bpmn20.xml`), peerBpmn(process, engine))
  const persons = PEER_STEPS.map(({ person }) => person)
  const sql = connect({ url: url.href, name: 'bench-peer', max: 1 })
  await sql`create table certificate (lifecycle_id text primary key)`
  const jvm = openJvm({
    name: database,
    stage,
    jdbcUrl: jdbcUrlOf(url),
    args: [
      '-Xmx4g',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-cp',
      [join(built, engine.name, 'classes'), join(built, engine.name, 'lib', '*')].join(delimiter),
      engine.main,
      bpmn,
      tuning,
      String(clients),
      ...persons,
    ],
  })
  await jvm.answer()
  return {
    name,
    async run({ process, warmUpMs, measureMs }) {
      jvm.tell(`${process} ${warmUpMs} ${measureMs}`)
      return JSON.parse(await jvm.answer()) as Seen
    },
    analyse: async () => void (await sql`analyze`),
    faultsOf: async (process, finished) => faultsOf(sql, { engine, process, finished }),
    async stop() {
      await sql.end({ timeout: 2 })
      await jvm.stop()
    },
  }
}

function jdbcUrlOf({ host, pathname, username, password }: URL): string {
  const credentials = new URLSearchParams({
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  })
  return `jdbc:postgresql://${host}${pathname}?${credentials}`
}

interface JvmOptions {
  readonly name: string
  readonly stage: Stage
  readonly jdbcUrl: string
  readonly args: readonly string[]
}

/** A program that takes lines and answers each with one; it ends with its input. */
function openJvm({ name, stage, jdbcUrl, args }: JvmOptions) {
  const logFile = join(stage.dataDir, 'logs', `${name}.log`)
  const child = spawn('java', [...args], { env: { ...stage.env, PEER_JDBC_URL: jdbcUrl }, stdio: 'pipe' })
  child.stderr.pipe(createWriteStream(logFile, { mode: 0o600 }))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    tell: (line: string): void => void child.stdin.write(`${line}\n`),
    async answer(): Promise<string> {
      const { value, done } = await lines.next()
      if (done !== true) return value
      await ended
      throw new Error(`${name} ended before it answered:\n${readFileSync(logFile, 'utf8')}`)
    },
    async stop(): Promise<void> {
      child.stdin.end()
      await ended
    },
  }
}

interface Counts {
  readonly begun: number
  readonly ended: number
  readonly tasks: number
  readonly twice: number
  readonly timers: number
  readonly certificates: number
  readonly details: boolean
}

interface Ran {
  readonly engine: Engine
  readonly process: PeerProcess
  readonly finished: readonly string[]
}

/** Each lifecycle ended with its one certificate, or waits for its one timer; each of its tasks was completed once by somebody; the history is full. */
async function faultsOf(sql: Sql, { engine, process, finished }: Ran): Promise<readonly string[]> {
  const ids = sql`${[...finished]}::text[]`
  const [counts] = await sql<Counts[]>`
    select (select count(*)::int from act_hi_procinst p where p.proc_inst_id_ = any(${ids})) as begun,
      (select count(*)::int from act_hi_procinst p where p.proc_inst_id_ = any(${ids}) and p.end_time_ is not null) as ended,
      (select count(*)::int from act_hi_taskinst t where t.proc_inst_id_ = any(${ids}) and t.end_time_ is not null and t.assignee_ is not null) as tasks,
      (select count(*)::int from (select from act_hi_taskinst t where t.proc_inst_id_ = any(${ids}) group by t.proc_inst_id_, t.task_def_key_ having count(*) > 1) q) as twice,
      (select count(*)::int from ${sql(engine.timerTable)} j where j.process_instance_id_ = any(${ids}) and j.duedate_ > now()) as timers,
      (select count(*)::int from certificate c where c.lifecycle_id = any(${ids})) as certificates,
      exists (select from act_hi_detail d where d.proc_inst_id_ = any(${ids})) as details`
  const n = finished.length
  const [ended, asleep] = process === 'eight' ? [0, n] : [n, 0]
  const expected: Counts = {
    begun: n,
    ended,
    tasks: n * PEER_STEPS.length,
    twice: 0,
    timers: asleep,
    certificates: ended,
    details: true,
  }
  if (counts === undefined || n === 0) return ['no lifecycle was finished']
  return Object.entries(expected)
    .filter(([what, value]) => counts[what as keyof Counts] !== value)
    .map(([what, value]) => `${what}: ${counts[what as keyof Counts]} instead of ${value}`)
}
