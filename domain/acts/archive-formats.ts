import type { ArchiveFormats } from '#domain/archive-formats.ts'
import { refuse } from '#domain/refusal.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'

export interface NewArchiveFormats extends ArchiveFormats {
  /** On what it rests: a standard, a notice of the archives administration. */
  readonly basis: string
}

/** A list takes the place of the one before it, which stays with its days; it counts from the next act on, and for nothing filed before. */
export function setArchiveFormats(
  facts: AdministrationFacts,
  { mediaTypes: named, moment, basis }: NewArchiveFormats,
  inForce: ArchiveFormats,
): AdministrationDecision {
  const mediaTypes = [...new Set(named)].toSorted()
  const isSame = moment === inForce.moment && mediaTypes.join() === inForce.mediaTypes.toSorted().join()
  if (isSame) return refuse('formats.same')
  const data = { id: facts.newId(), mediaTypes, moment, basis }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'site', id: facts.siteId }, type: 'formats.set', data }],
    answer: { formatsId: data.id },
  }
}
