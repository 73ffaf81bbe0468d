import type { Config } from '#config.ts'
import type { AccessLog } from '#db/access-log.ts'
import type { Cache } from '#db/cache.ts'
import type { Sql } from '#db/client.ts'
import type { Gate } from '#db/gate/gate.ts'
import type { ObjectStore } from '#db/objects.ts'
import type { LiveReference } from '#db/reference/read.ts'
import type { Logger } from '#logger.ts'

/** What the health page is told of the engine. The API itself never needs it. */
export interface EngineProbe {
  readonly state: 'up' | 'down'
  readonly detail: string | null
  /** Workers that listen to the site's task queue. */
  readonly workers: number
  /** The engine's clock when it last answered one of them; null where it told nothing. */
  readonly heardAt: string | null
}

/** Everything that the application reaches the world through. */
export interface Dependencies {
  readonly config: Config
  readonly sql: Sql
  readonly gate: Gate
  readonly reference: LiveReference
  readonly store: ObjectStore
  readonly accessLog: AccessLog
  readonly logger: Logger
  /** Null: no Redis is configured. */
  readonly cache: Cache | null
  readonly version: string
  readonly probeEngine: () => Promise<EngineProbe>
  /** Folder of the built screens; null: only the API is served. */
  readonly screens: string | null
  /** `checked` proves each answer against its schema; tests do, a site does not pay for it. */
  readonly answers: 'checked' | 'trusted'
}
