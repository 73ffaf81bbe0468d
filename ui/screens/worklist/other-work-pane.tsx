import { FilingWorkPane } from './filing-work-pane.tsx'
import { HandOverPane } from './hand-over-pane.tsx'
import { LookWorkPane } from './look-work-pane.tsx'
import { MarkWorkPane } from './mark-work-pane.tsx'
import type { OtherWork } from './other-work.ts'
import { ProposalWorkPane } from './proposal-work-pane.tsx'

interface OtherWorkPaneProps {
  readonly work: OtherWork
  readonly onDone: () => void
}

/** What waits beside the tasks, as the task pane shows a task. */
export function OtherWorkPane({ work, onDone }: OtherWorkPaneProps) {
  switch (work.kind) {
    case 'filing':
      return <FilingWorkPane item={work.item} onDone={onDone} />
    case 'look':
      return <LookWorkPane item={work.item} onDone={onDone} />
    case 'hand-over':
      return <HandOverPane item={work.item} />
    case 'mark':
      return <MarkWorkPane item={work.item} onDone={onDone} />
    case 'proposal':
      return <ProposalWorkPane item={work.item} />
  }
}
