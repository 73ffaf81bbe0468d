import { sql } from 'drizzle-orm'
import { check, interval, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { SITE_MODES } from '#domain/vocabulary.ts'
import { civilDate, instant, oneOf } from './columns.ts'

/** The one row of this installation. `mode` is set when it is created and never changes. */
export const site = pgTable(
  'site',
  {
    id: uuid('id').primaryKey(),
    version: integer('version').notNull().default(0),
    headHash: text('head_hash').notNull().default(''),
    mode: text('mode', { enum: SITE_MODES }).notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    zone: text('zone').notNull().default('Asia/Shanghai'),
    /** How far the clock of the law is ahead of the real one; moves on demo and test sites only. */
    clockAhead: interval('clock_ahead')
      .notNull()
      .default(sql`interval '0'`),
    /** The highest civil date this site has shown: the clock of the law never goes back. */
    latestOn: civilDate('latest_on').notNull(),
    coolingDays: integer('cooling_days').notNull().default(7),
    /** Days after which no backup can still hold destroyed bytes. */
    backupDays: integer('backup_days').notNull().default(35),
    clockMovedAt: instant('clock_moved_at'),
    /** Counts activations of schedules: whoever decides by older ones reads them again first. */
    referenceEpoch: integer('reference_epoch').notNull().default(0),
  },
  (t) => [check('site_mode_known', oneOf(t.mode, SITE_MODES))],
)
