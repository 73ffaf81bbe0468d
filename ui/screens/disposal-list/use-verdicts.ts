import type { ListDetailView, ListItemView } from '#api/contract/disposal.ts'
import type { AppraisalVerdict } from '#domain/vocabulary.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useState } from 'react'

export interface ItemVerdict {
  readonly verdict: AppraisalVerdict
  readonly years?: number
  readonly reason?: string
}

/** The verdicts that an appraiser is about to give, one for each item still on the list. */
export function useVerdicts(list: ListDetailView) {
  const task = useRead(
    'GET /api/tasks/:id',
    { params: { id: list.myTaskId ?? '' } },
    { isEnabled: list.myTaskId !== null },
  ).data
  const [given, setGiven] = useState<ReadonlyMap<string, ItemVerdict>>(new Map())
  const isAsked = task?.form === 'opinion' && task.isMine && task.state !== 'completed'
  // When a list comes back, this appraiser is asked about what was refused of theirs, and of nothing else.
  const kind = task?.slot
  const hasGiven = list.opinions.some((opinion) => opinion.kind === kind)
  const isOpen = (item: ListItemView) =>
    item.state !== 'left' &&
    (!hasGiven ||
      (item.proposal?.state === 'refused' &&
        item.opinions.some((opinion) => opinion.kind === kind && opinion.verdict !== 'destroy')))
  const open = list.items.filter(isOpen)
  return {
    isAsked,
    isOpen,
    given,
    missing: open.filter((item) => !isWhole(given.get(item.recordId))).length,
    put: (recordId: string, verdict: ItemVerdict) =>
      setGiven((before) => new Map([...before, [recordId, verdict]])),
    putAll: (verdict: AppraisalVerdict) =>
      setGiven(new Map(open.map((item) => [item.recordId, { verdict }]))),
    asInput: () => open.flatMap((item) => inputOf(item.recordId, given.get(item.recordId))),
  }
}
export type Verdicts = ReturnType<typeof useVerdicts>

/** Anything but destroying needs a reason; extending needs the longer period. */
function isWhole(verdict: ItemVerdict | undefined): boolean {
  if (verdict === undefined) return false
  if (verdict.verdict === 'destroy') return true
  return (verdict.reason ?? '').trim() !== '' && (verdict.verdict !== 'extend' || verdict.years !== undefined)
}

function inputOf(recordId: string, verdict: ItemVerdict | undefined) {
  if (verdict === undefined) return []
  const reason = verdict.reason?.trim() ?? ''
  return [
    {
      recordId,
      verdict: verdict.verdict,
      ...(verdict.verdict === 'extend' && verdict.years !== undefined ? { years: verdict.years } : {}),
      ...(reason === '' ? {} : { reason }),
    },
  ]
}
