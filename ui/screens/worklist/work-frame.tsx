import type { ReactNode } from 'react'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { OtherWork } from './other-work.ts'

interface WorkFrameProps {
  readonly title: string
  readonly item: Pick<OtherWork, 'dueOn' | 'daysLeft' | 'deadline'>
  /** Below the title: what it is about, and where its own page is. */
  readonly about: ReactNode
  readonly children: ReactNode
}

/** What stands beside the tasks looks as a task does: title, deadline, what it is about, and what is asked. */
export function WorkFrame({ title, item, about, children }: WorkFrameProps) {
  const { t } = useText()
  return (
    <section className="task-pane" aria-label={t('worklist:task')}>
      <header className="task-head">
        <div className="row wrap">
          <h2 id="task-title" tabIndex={-1}>
            {title}
          </h2>
          <DeadlineTag task={item} />
        </div>
        <div className="row wrap muted">{about}</div>
      </header>
      <div className="task-body wide">
        <div className="stack loose">{children}</div>
      </div>
    </section>
  )
}
