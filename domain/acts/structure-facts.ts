import type { Actor } from '#domain/access.ts'
import type { CaseFacts } from './cases.ts'
import type { CodeFacts } from './code-sequences.ts'
import type { FilingFacts } from './filings.ts'
import type { HandOverFacts } from './hand-overs.ts'
import type { SchemeFacts } from './schemes.ts'
import type { UnitFacts } from './units.ts'

/** Everything that a change of the organisation, its schemes, filings, cases and posts may rest on. */
export interface StructureFacts
  extends UnitFacts, SchemeFacts, FilingFacts, CaseFacts, CodeFacts, HandOverFacts {
  readonly actor: Actor
}
