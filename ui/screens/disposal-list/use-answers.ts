import type { ListDetailView, ListItemView } from '#api/contract/disposal.ts'
import type { TermAnswer } from '#domain/state.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useState } from 'react'

export type ItemAnswer = Pick<TermAnswer, 'answer' | 'reason'>

/** What the second person is about to say of each item that somebody would not destroy. */
export function useAnswers(list: ListDetailView) {
  const task = useRead(
    'GET /api/tasks/:id',
    { params: { id: list.myTaskId ?? '' } },
    { isEnabled: list.myTaskId !== null },
  ).data
  const [given, setGiven] = useState<ReadonlyMap<string, ItemAnswer>>(new Map())
  const [ticked, setTicked] = useState<readonly string[]>([])
  const isAsked = task?.form === 'authorise-terms' && task.isMine && task.state !== 'completed'
  const open = list.items.filter((item) => item.proposal?.state === 'open')
  const answers = open.flatMap(({ recordId }) => answerOf(recordId, given.get(recordId)))
  return {
    isAsked,
    given,
    ticked,
    setTicked,
    isOpen: (item: ListItemView) => item.proposal?.state === 'open',
    missing: open.length - answers.length,
    /** Refusals that go back to an appraiser; what was only drawn as a sample goes nowhere. */
    goingBack: answers.filter(
      ({ answer, recordId }) =>
        answer === 'refused' &&
        open.some((item) => item.recordId === recordId && item.proposal?.isOfAppraisers === true),
    ).length,
    put: (recordIds: readonly string[], answer: ItemAnswer) =>
      setGiven((before) => new Map([...before, ...recordIds.map((id) => [id, answer] as const)])),
    asInput: () => answers,
  }
}
export type Answers = ReturnType<typeof useAnswers>

/** A refusal counts once it has its reason. */
function answerOf(recordId: string, given: ItemAnswer | undefined): readonly TermAnswer[] {
  if (given === undefined) return []
  const reason = given.reason?.trim() ?? ''
  if (given.answer === 'agreed') return [{ recordId, answer: 'agreed' }]
  return reason === '' ? [] : [{ recordId, answer: 'refused', reason }]
}
