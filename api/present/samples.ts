import type { ActFacts } from '#domain/acts/act.ts'
import { drawSample } from '#domain/acts/draw-sample.ts'
import type { ListItemRow, ListSample } from '#domain/state.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { ListSampleView } from '#api/contract/samples.ts'
import { allowedBut } from './allowed.ts'
import type { ListSubject } from './list-checks.ts'
import { personView } from './words.ts'

export function sampleViews(
  samples: readonly ListSample[],
  { items, names }: { readonly items: readonly ListItemRow[]; readonly names: Names },
): ListSampleView[] {
  const sampled = new Set(items.flatMap((item) => (item.leaveReason === 'sampled' ? [item.recordId] : [])))
  const listed = new Set(items.flatMap((item) => (item.state === 'listed' ? [item.recordId] : [])))
  return samples.map(({ classCode, rule, period, reason, population, recordIds, refusedIds, drawnBy }) => ({
    classCode,
    rule,
    period,
    reason,
    population,
    drawn: recordIds.length,
    kept: recordIds.filter((id) => sampled.has(id)).length,
    refused: refusedIds.length,
    open: recordIds.filter((id) => listed.has(id) && !refusedIds.includes(id)).length,
    drawnBy: personView(names, drawnBy),
  }))
}

type Allowed = Pick<ListDetailView['allowedActions'], 'drawSample' | 'chooseSample'>

/** Whether the reader may draw a sample now of some class; which period fits it is answered when it is entered. */
export function sampleAllowed(facts: ActFacts, { row, rows }: ListSubject): Allowed {
  const items = rows.all('disposalListItem')
  const taken = new Set(row.samples.map(({ classCode }) => classCode))
  const item = items.find(({ state, classCode }) => state === 'listed' && !taken.has(classCode)) ?? items[0]
  const sample = {
    listId: row.id,
    classCode: item?.classCode ?? '',
    period: { kind: 'permanent' as const },
    reason: '-',
  }
  const chosen = { kind: 'chosen' as const, recordIds: item === undefined ? [] : [item.recordId] }
  const lacking = ['retention.maximum-exceeded', 'retention.not-longer'] as const
  return {
    drawSample: allowedBut(drawSample(facts, { ...sample, rule: { kind: 'every-nth', n: 1000 } }), lacking),
    chooseSample: allowedBut(drawSample(facts, { ...sample, rule: chosen }), lacking),
  }
}
