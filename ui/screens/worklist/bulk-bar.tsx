import { Button } from 'antd'
import { useState } from 'react'
import type { TaskSummaryView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { BulkDialog } from './bulk-dialog.tsx'

interface BulkBarProps {
  readonly ticked: readonly TaskSummaryView[]
  readonly onClear: () => void
}

/** What can be done with all ticked rows at once; a refusal says why. */
export function BulkBar({ ticked, onClear }: BulkBarProps) {
  const { t } = useText()
  // The rows as they were ticked: done ones leave the queue, but not the dialog that reports on them.
  const [open, setOpen] = useState<{
    readonly kind: 'claim' | 'complete'
    readonly tasks: readonly TaskSummaryView[]
  }>()
  const canClaim = ticked.every((task) => task.assignee === null)
  const against = againstCompleting(ticked)
  return (
    <>
      {ticked.length > 0 && (
        <div className="bulk-bar" role="toolbar" aria-label={t('worklist:bulk.label')}>
          <span className="nowrap">{t('worklist:bulk.count', { count: ticked.length })}</span>
          <Button size="small" disabled={!canClaim} onClick={() => setOpen({ kind: 'claim', tasks: ticked })}>
            {t('worklist:claim')}
          </Button>
          <Button
            size="small"
            type="primary"
            disabled={against !== null}
            title={against === null ? '' : t(`worklist:bulk.against.${against}`)}
            onClick={() => setOpen({ kind: 'complete', tasks: ticked })}
          >
            {t('worklist:bulk.complete')}
          </Button>
          <span className="grow" />
          <Button size="small" type="text" onClick={onClear}>
            {t('worklist:bulk.clear')}
          </Button>
          {against !== null && <p className="muted">{t(`worklist:bulk.against.${against}`)}</p>}
        </div>
      )}
      {open !== undefined && (
        <BulkDialog
          kind={open.kind}
          tasks={open.tasks}
          onClose={() => {
            setOpen(undefined)
            onClear()
          }}
        />
      )}
    </>
  )
}

/** Why these cannot be completed with one form; null where they can. */
function againstCompleting(ticked: readonly TaskSummaryView[]): 'mixed' | 'list' | 'others' | null {
  if (new Set(ticked.map((task) => `${task.step}/${task.form}`)).size > 1) return 'mixed'
  const isElsewhere = (task: TaskSummaryView) =>
    task.subjectKind !== 'record' || task.form === 'put-on-list' || task.needsSecondFactor
  if (ticked.some(isElsewhere)) return 'list'
  return ticked.some((task) => task.assignee !== null && !task.isMine) ? 'others' : null
}
