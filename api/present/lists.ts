import type { Reference } from '#domain/acts/act.ts'
import { proposalsOf, type Proposal } from '#domain/acts/proposals.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { ListItemRow, ListSample, OpinionRow } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { ListRow } from '#db/queries/lists.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { PersonRefView } from '#api/contract/common.ts'
import type { ListItemView, ListSummaryView, TermProposalView } from '#api/contract/disposal.ts'
import { dataOf } from './events.ts'
import { personView, placeView } from './words.ts'

export function listSummary(reference: Reference, row: ListRow): ListSummaryView {
  const { id, number, title, listed, left, destroyed, pages, copies, coolingUntil, endedOn, hasCertificate } =
    row
  return {
    id,
    number,
    title: maskIdentityNumbers(title),
    fonds: { id: row.fondsId, code: row.fondsCode, name: { zh: row.fondsZh, en: row.fondsEn } },
    unitName: { zh: row.unitZh, en: row.unitEn },
    place: placeView(reference, row),
    counts: { listed, left, destroyed, pages, copies },
    compiledBy: { id: row.compiledBy, name: { zh: row.compilerZh, en: row.compilerEn } },
    compiledAt: row.compiledAt.toISOString(),
    coolingUntil,
    endedOn,
    hasCertificate,
    hasMyTask: row.myTaskId !== null,
  }
}

export interface ItemsOf {
  readonly items: readonly ListItemRow[]
  readonly opinions: readonly OpinionRow[]
  readonly samples: readonly ListSample[]
  readonly names: Names
  /** How each item left, by record. */
  readonly left: ReadonlyMap<string, LeftItem>
}

interface LeftItem {
  readonly on: string
  readonly authorisedBy: PersonRefView | null
}

/** How items left a list, from its events: who commits a leaving that a second person must authorise is that person. */
export function leavingsOf(events: readonly EventRow[]): ItemsOf['left'] {
  return new Map(
    events.map((event) => {
      const { on, data } = dataOf(event)
      const by = { id: event.actorId, name: { zh: event.actorZh, en: event.actorEn } }
      return [
        String(data['recordId']),
        { on, authorisedBy: data['authorisedBy'] === event.actorId ? by : null },
      ]
    }),
  )
}

/** What is proposed of an item and waits for a second person, or came back from them. */
export function proposalView(
  { proposedBy, conclusion, state, recordId, sample, isOfAppraisers }: Proposal,
  { opinions, names }: Pick<ItemsOf, 'opinions' | 'names'>,
): TermProposalView {
  const refused = opinions
    .flatMap(({ verdicts }) => verdicts)
    .find((one) => one.recordId === recordId && one.refused !== undefined)?.refused
  return {
    reason: conclusion.reason,
    years: conclusion.extendedYears ?? (sample?.period.kind === 'years' ? sample.period.years : null),
    proposedBy: proposedBy.map((id) => personView(names, id)),
    state,
    isOfAppraisers,
    refused: refused === undefined ? null : { by: personView(names, refused.by), reason: refused.reason },
  }
}

/** Persons whose names the opinions of a list show. */
export function namedInOpinions(opinions: readonly OpinionRow[]): readonly string[] {
  return opinions.flatMap(({ personId, verdicts }) => [
    personId,
    ...verdicts.flatMap(({ refused }) => (refused === undefined ? [] : [refused.by])),
  ])
}

export function itemViews({ items, opinions, samples, names, left }: ItemsOf): ListItemView[] {
  const open = items.filter(({ state }) => state === 'listed')
  const proposals = new Map(proposalsOf(open, opinions, samples).map((one) => [one.recordId, one]))
  const byRecord = Map.groupBy(
    opinions.flatMap(({ personId, appraiserKind, verdicts }) =>
      verdicts.map((given) => ({ personId, appraiserKind, given })),
    ),
    ({ given }) => given.recordId,
  )
  return items
    .toSorted((a, b) => a.position - b.position)
    .map((item) => ({
      recordId: item.recordId,
      position: item.position,
      archivalCode: item.archivalCode,
      title: maskIdentityNumbers(item.title),
      classCode: item.classCode,
      formedOn: item.formedOn,
      retentionEndsOn: item.retentionEndsOn,
      pages: item.pages,
      objects: item.objects,
      state: item.state,
      leaveReason: item.leaveReason,
      leftOn: left.get(item.recordId)?.on ?? null,
      opinions: (byRecord.get(item.recordId) ?? []).map(({ personId, appraiserKind, given }) => ({
        kind: appraiserKind,
        by: personView(names, personId),
        verdict: given.verdict,
        years: given.years ?? null,
        reason: given.reason ?? null,
      })),
      proposal: mapped(proposals.get(item.recordId), (one) => proposalView(one, { opinions, names })),
      authorisedBy: left.get(item.recordId)?.authorisedBy ?? null,
      destroyedAt: item.destroyedAt,
    }))
}

function mapped<A, B>(value: A | undefined, to: (value: A) => B): B | null {
  return value === undefined ? null : to(value)
}
