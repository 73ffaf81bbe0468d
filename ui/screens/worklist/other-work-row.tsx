import { FilingWorkRow } from './filing-work-row.tsx'
import { HandOverRow } from './hand-over-row.tsx'
import { LookWorkRow } from './look-work-row.tsx'
import { MarkWorkRow } from './mark-work-row.tsx'
import type { OtherWork } from './other-work.ts'
import { ProposalWorkRow } from './proposal-work-row.tsx'

interface OtherWorkRowProps {
  readonly work: OtherWork
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

/** What waits beside the tasks, as a row among them. */
export function OtherWorkRow({ work, ...chosen }: OtherWorkRowProps) {
  switch (work.kind) {
    case 'filing':
      return <FilingWorkRow item={work.item} {...chosen} />
    case 'look':
      return <LookWorkRow id={work.id} item={work.item} {...chosen} />
    case 'hand-over':
      return <HandOverRow item={work.item} {...chosen} />
    case 'mark':
      return <MarkWorkRow item={work.item} {...chosen} />
    case 'proposal':
      return <ProposalWorkRow item={work.item} {...chosen} />
  }
}
