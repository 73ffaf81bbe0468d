import { useState } from 'react'
import type { PagesView } from '#api/contract/paper.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { QUALITY_FAULTS, type QualityFault } from '#domain/scan.ts'
import { useDraft } from '#ui/client/drafts.ts'
import { useTaskActs } from '#ui/client/task-acts.ts'
import { useKeys } from '#ui/components/use-keys.ts'
import { keyOf, marksIn, marksText, toggledMark } from './marks.ts'

/** Walks through the numbered pages, and remembers which were looked at. */
export function usePages(view: PagesView) {
  const numbers = [...new Set([...view.items.map(({ page }) => page), ...view.missing])].sort((a, b) => a - b)
  const [page, setPage] = useState(numbers[0] ?? 1)
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set(numbers.slice(0, 1)))
  const go = (next: number) => {
    setPage(next)
    setSeen((before) => new Set([...before, next]))
  }
  const turn = (by: 1 | -1) => {
    const next = numbers[numbers.indexOf(page) + by]
    if (next !== undefined) go(next)
  }
  return { numbers, page, seen, go, turn }
}

export type Pages = ReturnType<typeof usePages>

interface JudgingOptions {
  readonly task: TaskDetailView
  readonly pages: Pages
  readonly onDone: () => void
}

/** The reader's verdict on scanned pages: faults that are marked stay in a draft until the pages are accepted or given back. */
export function useJudging({ task, pages, onDone }: JudgingOptions) {
  const [isReturning, setReturning] = useState(false)
  const draft = useDraft(task.id, {}, task.isMine ? task.draft : null)
  const marks = marksIn(draft.values['faults'])
  const acts = useTaskActs(() => {
    draft.drop()
    onDone()
  })
  const canJudge = task.isMine && task.allowedActions.complete.allowed
  const params = { id: task.id }
  const mark = (code: QualityFault) => {
    if (!canJudge) return
    draft.put({ ...draft.values, faults: marksText(toggledMark(marks, { page: pages.page, code })) })
  }
  const accept = () => {
    if (!canJudge || marks.length > 0) return
    const checkedPages = pages.seen.size
    const mode = checkedPages >= pages.numbers.length ? 'page-by-page' : 'contact-sheet'
    acts.complete.mutate({ params, body: { outcome: 'accepted', form: { mode, checkedPages } } })
  }
  const giveBack = (reason: string) => {
    const faults = marks.length === 0 ? {} : { faults: marksText(marks) }
    acts.complete.mutate({ params, body: { outcome: 'returned', form: { reason, ...faults } } })
  }
  const closeReturn = () => {
    acts.forget()
    setReturning(false)
  }
  useKeys({
    j: () => pages.turn(1),
    k: () => pages.turn(-1),
    a: accept,
    b: () => setReturning(canJudge),
    c: () => {
      if (task.assignee === null && task.allowedActions.claim.allowed) acts.claim.mutate({ params })
    },
    ...Object.fromEntries(QUALITY_FAULTS.map((fault) => [keyOf(fault), () => mark(fault)])),
  })
  const openReturn = () => setReturning(true)
  return {
    acts,
    draftStatus: draft.status,
    marks,
    canJudge,
    isReturning,
    mark,
    accept,
    openReturn,
    giveBack,
    closeReturn,
  }
}

export type Judging = ReturnType<typeof useJudging>
