import { Button } from 'antd'
import { useState } from 'react'
import type { TaskDetailView, TaskSummaryView } from '#api/contract/tasks.ts'
import { useBulk, type RowVerdict } from '#ui/client/bulk.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { FormFields, type Values } from '#ui/components/form-fields.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface BulkDialogProps {
  readonly kind: 'claim' | 'complete'
  readonly tasks: readonly TaskSummaryView[]
  readonly onClose: () => void
}

/** One act over the ticked rows, with a verdict for each. */
export function BulkDialog({ kind, tasks, onClose }: BulkDialogProps) {
  const first = tasks[0]
  if (first === undefined) return null
  return kind === 'claim' ? (
    <ClaimAll tasks={tasks} onClose={onClose} />
  ) : (
    <CompleteAll tasks={tasks} first={first} onClose={onClose} />
  )
}

function ClaimAll({ tasks, onClose }: Omit<BulkDialogProps, 'kind'>) {
  const { t } = useText()
  const bulk = useBulk()
  return (
    <Dialog
      title={t('worklist:bulk.claimTitle', { count: tasks.length })}
      onClose={onClose}
      act={
        <ActButton
          tasks={tasks}
          bulk={bulk}
          verb={t('worklist:bulk.claimVerb', { count: tasks.length })}
          onAct={(wanted) => void bulk.run(wanted, { kind: 'claim' })}
        />
      }
    >
      <Verdicts tasks={tasks} verdicts={bulk.verdicts} />
    </Dialog>
  )
}

interface CompleteAllProps extends Omit<BulkDialogProps, 'kind'> {
  readonly first: TaskSummaryView
}

function CompleteAll({ tasks, first, onClose }: CompleteAllProps) {
  const { t } = useText()
  const bulk = useBulk()
  const detail = useRead('GET /api/tasks/:id', { params: { id: first.id } })
  const [values, setValues] = useState<Values>({})
  const outcome = detail.data?.outcomes.find((one) => !one.isBack && !one.isRefusal)
  return (
    <Dialog
      title={t('worklist:bulk.completeTitle', { count: tasks.length })}
      onClose={onClose}
      act={
        outcome !== undefined && (
          <ActButton
            tasks={tasks}
            bulk={bulk}
            verb={t('worklist:bulk.completeVerb', { count: tasks.length })}
            onAct={(wanted) =>
              void bulk.run(wanted, { kind: 'complete', outcome: outcome.name, form: values })
            }
          />
        )
      }
    >
      <Answered query={detail} rows={4}>
        {(task) => (
          <div className="stack">
            <p className="muted">{t('worklist:bulk.rule')}</p>
            <CommonForm task={task} values={values} onChange={setValues} />
            <Verdicts tasks={tasks} verdicts={bulk.verdicts} />
          </div>
        )}
      </Answered>
    </Dialog>
  )
}

interface CommonFormProps {
  readonly task: TaskDetailView
  readonly values: Values
  readonly onChange: (values: Values) => void
}

/** What each record has of its own. */
const OF_ONE_RECORD = ['classCode', 'title', 'reservedNumber']

/** Fields that are left open keep what is known of each row, so none of them is required here. */
function CommonForm({ task, values, onChange }: CommonFormProps) {
  const fields = task.formSchema.fields
    .filter(({ name }) => !OF_ONE_RECORD.includes(name))
    .map((field) => ({ ...field, isRequired: false }))
  return fields.length === 0 ? null : <FormFields fields={fields} values={values} onChange={onChange} />
}

interface ActButtonProps {
  readonly tasks: readonly TaskSummaryView[]
  readonly bulk: ReturnType<typeof useBulk>
  readonly verb: string
  readonly onAct: (tasks: readonly TaskSummaryView[]) => void
}

/** The verb with the count; afterwards only what failed can be tried again. */
function ActButton({ tasks, bulk, verb, onAct }: ActButtonProps) {
  const { t } = useText()
  const { verdicts, isBusy } = bulk
  const failed = tasks.filter((task) => verdicts.get(task.id)?.kind === 'failed')
  const isTried = verdicts.size > 0
  if (isTried && !isBusy && failed.length === 0)
    return <output className="muted">{t('worklist:bulk.allDone', { count: tasks.length })}</output>
  return (
    <Button type="primary" loading={isBusy} onClick={() => onAct(isTried ? failed : tasks)}>
      {isTried && !isBusy ? t('worklist:bulk.retry', { count: failed.length }) : verb}
    </Button>
  )
}

const TONES: Readonly<Record<RowVerdict['kind'], TagTone>> = {
  waiting: 'plain',
  busy: 'info',
  done: 'ok',
  failed: 'over',
}

function Verdicts({
  tasks,
  verdicts,
}: {
  readonly tasks: readonly TaskSummaryView[]
  readonly verdicts: ReadonlyMap<string, RowVerdict>
}) {
  const { t, problem } = useText()
  return (
    <ul className="bulk-rows" aria-live="polite">
      {tasks.map((task) => {
        const verdict = verdicts.get(task.id)
        return (
          <li key={task.id}>
            <div className="row">
              <Clipped text={task.title} className="grow" />
              {verdict !== undefined && (
                <Tag tone={TONES[verdict.kind]}>{t(`worklist:bulk.verdict.${verdict.kind}`)}</Tag>
              )}
            </div>
            {verdict?.kind === 'failed' && (
              <p className="fault" role="alert">
                {problem(verdict.problem.code).title} {problem(verdict.problem.code).fix}
                {faultFields(verdict.problem.detail)}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function faultFields(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null || !('faults' in detail) || !Array.isArray(detail.faults))
    return ''
  const fields = detail.faults.map((fault: { readonly field?: unknown }) => String(fault.field))
  return fields.length === 0 ? '' : ` (${fields.join(', ')})`
}
