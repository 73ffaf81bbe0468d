import { integer, text, uuid } from 'drizzle-orm/pg-core'
import { GRADES } from '#domain/vocabulary.ts'
import { id, instant } from './columns.ts'
import { fonds, unit } from './organisation.ts'
import { definition } from './rules.ts'

/** What a disposal list and a transfer batch have in common: records of one fonds that go one way together. */
export const ofListedSubject = () => ({
  id: id(),
  version: integer('version').notNull(),
  headHash: text('head_hash').notNull(),
  number: text('number').notNull(),
  title: text('title').notNull(),
  definitionId: uuid('definition_id')
    .notNull()
    .references(() => definition.id),
  fondsId: uuid('fonds_id')
    .notNull()
    .references(() => fonds.id),
  formingUnitId: uuid('forming_unit_id')
    .notNull()
    .references(() => unit.id),
  custodyUnitId: uuid('custody_unit_id')
    .notNull()
    .references(() => unit.id),
  grade: text('grade', { enum: GRADES }).notNull(),
  placeStep: text('place_step').notNull(),
  placeRound: integer('place_round').notNull(),
  placeVersion: integer('place_version').notNull(),
  compiledBy: uuid('compiled_by').notNull(),
  compiledAt: instant('compiled_at').notNull(),
  sealedAt: instant('sealed_at'),
  sealedHash: text('sealed_hash'),
})
