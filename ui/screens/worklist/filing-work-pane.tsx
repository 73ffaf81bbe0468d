import { Link } from '@tanstack/react-router'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { CaseFacts } from '#ui/screens/filing/case-facts.tsx'
import { FilingWorkForm } from './filing-work-form.tsx'

interface FilingWorkPaneProps {
  readonly item: FilingWorkItemView
  readonly onDone: () => void
}

/** What late filing asks, by when, and the form of it. */
export function FilingWorkPane({ item, onDone }: FilingWorkPaneProps) {
  const { t, say } = useText()
  const { kind, unitName, fromOn, toOn } = item
  const year = Number(toOn.slice(0, 4))
  return (
    <section className="task-pane" aria-label={t('worklist:task')}>
      <header className="task-head">
        <div className="row wrap">
          <h2 id="task-title" tabIndex={-1}>
            {t('worklist:filing.title', { kind: t(`worklist:filing.kind.${kind}`), unit: say(unitName) })}
          </h2>
          <DeadlineTag task={item} />
        </div>
        <div className="row wrap muted">
          <span className="code">{item.classCode}</span>
          <span>{say(item.className)}</span>
          <span>{t('filing:late.span', { from: fromOn, to: toOn })}</span>
          <Link to="/filing" search={{ tab: 'calendar', year }}>
            {t('worklist:filing.page')}
          </Link>
        </div>
      </header>
      <div className="task-body wide">
        <div className="stack loose">
          {item.case === null ? (
            <dl className="dl">
              <dt>{t('filing:period.due')}</dt>
              <dd>{item.alert?.dueOn ?? item.dueOn}</dd>
            </dl>
          ) : (
            <CaseFacts one={item.case} />
          )}
          <FilingWorkForm item={item} onDone={onDone} />
        </div>
      </div>
    </section>
  )
}
