import { availableParallelism } from 'node:os'
import postgres from 'postgres'

export type Sql = postgres.Sql

/** Whatever statements are sent through: a pool, or one transaction of it. */
export type Asking = postgres.ISql

/**
 * Connections through which one process acts. More than the cores can serve at once only cool each other's caches: four of them did
 * more acts a second on two cores than eight did.
 */
export const GATE_CONNECTIONS = Math.max(4, 2 * availableParallelism())

export interface ConnectOptions {
  readonly url: string
  readonly name: string
  readonly max?: number
}

/**
 * A pool of connections. The gate's pool is never handed to Drizzle, which turns off the parsing of json and dates
 * on the client that it wraps.
 */
export function connect({ url, name, max = 10 }: ConnectOptions): Sql {
  return postgres(url, {
    max,
    idle_timeout: 30,
    connect_timeout: 10,
    max_lifetime: 3600,
    onnotice: () => {},
    connection: {
      application_name: name,
      statement_timeout: 30_000,
      TimeZone: 'UTC',
      // Row security makes estimates high and plans large: compiling one took three seconds for a page that is read in one millisecond.
      jit: 'off',
    },
  })
}
