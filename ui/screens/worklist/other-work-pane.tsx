import { FilingWorkPane } from './filing-work-pane.tsx'
import { HandOverPane } from './hand-over-pane.tsx'
import { LookWorkPane } from './look-work-pane.tsx'
import type { OtherWork } from './other-work.ts'

interface OtherWorkPaneProps {
  readonly work: OtherWork
  readonly onDone: () => void
}

/** What waits beside the tasks, as the task pane shows a task. */
export function OtherWorkPane({ work, onDone }: OtherWorkPaneProps) {
  if (work.kind === 'hand-over') return <HandOverPane item={work.item} />
  return work.kind === 'filing' ? (
    <FilingWorkPane item={work.item} onDone={onDone} />
  ) : (
    <LookWorkPane item={work.item} onDone={onDone} />
  )
}
