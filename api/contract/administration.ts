import { z } from 'zod'
import { MOST_OVERLAP_DAYS } from '#domain/api-keys.ts'
import { SITE_MODES, SUBJECT_KINDS } from '#domain/vocabulary.ts'
import { DateInput, DateView, IdSchema, InstantView, PersonRefView, ReasonInput } from './common.ts'

export const ClockView = z
  .object({
    today: DateView,
    archiveNow: InstantView,
    realNow: InstantView,
    mode: z.enum(SITE_MODES),
    /** False on a production site. */
    isMovable: z.boolean(),
  })
  .meta({ id: 'Clock' })
export type ClockView = z.output<typeof ClockView>
export const MoveClockInput = z.strictObject({ to: DateInput, reason: ReasonInput }).meta({ id: 'MoveClock' })

export const KeyView = z
  .object({
    id: IdSchema,
    name: z.string(),
    person: PersonRefView,
    createdAt: InstantView,
    expiresAt: InstantView,
    lastUsedAt: InstantView.nullable(),
    revokedAt: InstantView.nullable(),
    /** The key whose place it takes. */
    replacesId: IdSchema.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type KeyView = z.output<typeof KeyView>
/** `services`: principals for which a key may be made. */
export const KeysView = z
  .object({ items: z.array(KeyView), services: z.array(PersonRefView) })
  .meta({ id: 'ApiKeys' })
export const CreateKeyInput = z
  .strictObject({ name: z.string().trim().min(1).max(100), personId: IdSchema, expiresOn: DateInput })
  .meta({ id: 'CreateApiKey' })
export const RotateKeyInput = z
  .strictObject({
    expiresOn: DateInput,
    /** For how many days more the former secret opens as well; 0: it ends at once. */
    overlapDays: z.int().min(0).max(MOST_OVERLAP_DAYS),
  })
  .meta({ id: 'RotateApiKey' })
/** The secret is shown this once. */
export const CreatedKeyView = z.object({ key: KeyView, secret: z.string() }).meta({ id: 'CreatedApiKey' })

export const PART_NAMES = ['postgres', 'temporal', 'store', 'redis', 'worker', 'relay'] as const
export const PART_STATES = ['up', 'degraded', 'down', 'off'] as const

export const HealthView = z
  .object({
    checkedAt: InstantView,
    verdict: z.enum(['well', 'degraded', 'down']),
    version: z.string(),
    parts: z.array(
      z.object({
        name: z.enum(PART_NAMES),
        state: z.enum(PART_STATES),
        detail: z.string().nullable(),
        ms: z.number().nullable(),
      }),
    ),
    relay: z.object({ waiting: z.int(), oldestAgeMs: z.number().nullable() }),
    storeProbe: z.object({
      verdict: z.enum(['fit', 'unfit', 'unknown']),
      findings: z.array(z.string()),
      checkedAt: InstantView.nullable(),
    }),
    /** The lock that runs out first among those that must still hold. */
    locks: z.object({ earliestLapseAt: InstantView.nullable(), copies: z.int() }),
    /** Locked copies whose bytes are not what was stored. Which ones is told to who keeps the machines; of what, to nobody. */
    damage: z.object({
      copies: z.int(),
      shown: z.array(z.object({ copyId: IdSchema, fault: z.string(), noticedAt: InstantView.nullable() })),
    }),
    /** Years in which deadlines are counted now or soon, and of which no order of working days is known. */
    calendar: z.object({ unconfirmed: z.array(z.int()) }),
    clocks: z.object({
      archive: InstantView,
      database: InstantView,
      engine: InstantView.nullable(),
      store: InstantView.nullable(),
      /** The largest difference between the real clocks. */
      skewMs: z.number(),
    }),
    incidents: z.int(),
  })
  .meta({ id: 'Health' })
export type HealthView = z.output<typeof HealthView>

/** A change to look at; what it is must be asked for. Data of the server-sent event `change`. */
export const ChangeView = z
  .object({ kind: z.enum([...SUBJECT_KINDS, 'task', 'site', 'filing', 'secret-mark']), id: z.string() })
  .meta({ id: 'Change' })
export type ChangeView = z.output<typeof ChangeView>
