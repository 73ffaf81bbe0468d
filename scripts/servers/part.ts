/** Types shared by the bootstrap. The scripts themselves are plain `.mjs`: they run before any Node that strips types is there. */

/** Variables as processes hand them on; an absent one is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Takes one line for a person to read. */
export type Log = (line: string) => void

/** The account that a server runs as where the caller is root and the server refuses to be. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

export interface LaunchOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly cwd?: string
  readonly env?: Environment
  readonly user?: ServerUser | undefined
  /** Asks the program to end in good order; SIGTERM unless told. */
  readonly stopSignal?: NodeJS.Signals
  /** Follows behind the people: takes the processor only as far as their acts leave it. */
  readonly isBackground?: boolean
  /** Called with every whole line of output, beside the log file. */
  readonly onLine?: Log
}

/** How a process ended: a code, or the signal that ended it, or the error that kept it from starting. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly error?: Error
}

export interface Child {
  readonly name: string
  readonly pid: number | undefined
  readonly logFile: string
  /** Settles once, when the process has ended; never rejects. */
  readonly ended: Promise<Ending>
  hasEnded(): boolean
  lastLines(count?: number): Promise<string[]>
  /** Asks to end, waits for the process to vanish, kills after the grace time. */
  stop(): Promise<void>
}

/** A port to choose; `companionOffset` names a second one the program opens that far above it. */
export interface PortWish {
  readonly name: string
  readonly companionOffset?: number
}

/** What stands in `state.json` of the data folder. */
export interface SiteState {
  ports: Record<string, number>
  postgres?: { bin: string; version: string; source: ProgramSource }
  temporalRetentionDays?: number
}

export type ProgramSource = 'found' | 'installed'

export interface Site {
  readonly root: string
  readonly dataDir: string
  readonly programsDir: string
  readonly env: Environment
  readonly ports: Readonly<Record<string, number>>
  readonly state: SiteState
  readonly secrets: Readonly<Record<string, string>>
  readonly withUi: boolean
  readonly log: Log
  saveState(): void
}

/** A server that was brought up, or was found to be impossible here and is not needed (`child` undefined). */
export interface StartedServer {
  readonly env: Readonly<Record<string, string>>
  readonly child?: Child
  /** For the progress line: version and where the program came from, or why it is off. */
  readonly note: string
}

export interface ServerPart {
  readonly name: string
  readonly title: string
  readonly ports: readonly PortWish[]
  /** The variables to hand on when the environment names a running server; undefined when it names none. */
  given(env: Environment): Record<string, string> | undefined
  start(site: Site): Promise<StartedServer>
}

export interface PartReport {
  readonly name: string
  readonly how: 'given' | 'started' | 'off'
  readonly ms: number
  readonly note: string
  readonly child?: Child
}

export interface RunningServers {
  readonly env: Record<string, string>
  readonly parts: readonly PartReport[]
  stop(): Promise<void>
}
