import { Link } from '@tanstack/react-router'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { CaseFacts } from '#ui/screens/filing/case-facts.tsx'
import { FilingWorkForm } from './filing-work-form.tsx'
import { WorkFrame } from './work-frame.tsx'

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
    <WorkFrame
      title={t('worklist:filing.title', { kind: t(`worklist:filing.kind.${kind}`), unit: say(unitName) })}
      item={item}
      about={
        <>
          <span className="code">{item.classCode}</span>
          <span>{say(item.className)}</span>
          <span>{t('filing:late.span', { from: fromOn, to: toOn })}</span>
          <Link to="/filing" search={{ tab: 'calendar', year }}>
            {t('worklist:filing.page')}
          </Link>
        </>
      }
    >
      {item.case === null ? (
        <dl className="dl">
          <dt>{t('filing:period.due')}</dt>
          <dd>{item.alert?.dueOn ?? item.dueOn}</dd>
        </dl>
      ) : (
        <CaseFacts one={item.case} />
      )}
      <FilingWorkForm item={item} onDone={onDone} />
    </WorkFrame>
  )
}
