import type { ExportBegun, ExportEnded } from '#domain/export.ts'
import { refuse } from '#domain/refusal.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'

/** The operator begins to take a copy of the archive elsewhere: said before anything leaves. */
export function beginExport(facts: AdministrationFacts, begun: ExportBegun): AdministrationDecision {
  return said(facts, { type: 'site.export-begun', data: begun })
}

/** What left, and by which digest it is known again. */
export function endExport(facts: AdministrationFacts, ended: ExportEnded): AdministrationDecision {
  return said(facts, { type: 'site.export-ended', data: ended })
}

type Said =
  | { readonly type: 'site.export-begun'; readonly data: ExportBegun }
  | { readonly type: 'site.export-ended'; readonly data: ExportEnded }

function said(facts: AdministrationFacts, event: Said): AdministrationDecision {
  if (facts.organisation.all('site').length === 0) return refuse('site.missing')
  const stream = { kind: 'site' as const, id: facts.siteId }
  return {
    kind: 'decided',
    events: [{ stream, ...event }],
    answer: { exportId: event.data.exportId },
  }
}
