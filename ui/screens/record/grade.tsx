import { Button, Select } from 'antd'
import { useState } from 'react'
import type { GradesView } from '#api/contract/grades.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ErrorState } from '#ui/components/states.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

type Asked = 'change' | 'confirm' | 'refuse'

/** The grade that a record bears, each that it bore with its reason, and another one for whoever may give it. */
export function RecordGrade({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  const [asked, setAsked] = useState<Asked>()
  const read = useRead('GET /api/records/:id/grades', { params: { id: record.id } })
  const grades = read.data
  const proposed = grades?.proposed ?? undefined
  const close = () => setAsked(undefined)
  return (
    <>
      <div className="row wrap">
        <span>
          {t(`vocabulary:choice.${record.grade}`)}
          {record.openingState !== null && (
            <span className="muted"> · {t(`vocabulary:choice.${record.openingState}`)}</span>
          )}
        </span>
        {grades?.allowed.change.allowed === true && (
          <Button size="small" onClick={() => setAsked('change')}>
            {t('record:regrade.change')}…
          </Button>
        )}
      </div>
      {read.error !== null && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {grades !== undefined && proposed !== undefined && (
        <Proposal
          proposed={proposed}
          mayConfirm={grades.allowed.confirm.allowed}
          mayRefuse={grades.allowed.change.allowed}
          onAsk={setAsked}
        />
      )}
      {grades !== undefined && grades.history.length > 1 && (
        <details>
          <summary>{t('record:regrade.history')}</summary>
          {grades.history.toReversed().map(({ grade, source, by, on, reason }, index) => (
            <div key={`${on}/${index}`} className="muted">
              {t('record:regrade.line', {
                on,
                grade: t(`vocabulary:choice.${grade}`),
                source: t(`record:regrade.source.${source}`),
                by: say(by.name),
              })}
              {reason !== null && <> {reason}</>}
            </div>
          ))}
        </details>
      )}
      {asked === 'change' && grades !== undefined && (
        <ChangeGrade recordId={record.id} grades={grades} onClose={close} />
      )}
      {(asked === 'confirm' || asked === 'refuse') && proposed !== undefined && (
        <DecideGrade recordId={record.id} grade={proposed.grade} decision={asked} onClose={close} />
      )}
    </>
  )
}

interface ProposalProps {
  readonly proposed: NonNullable<GradesView['proposed']>
  readonly mayConfirm: boolean
  readonly mayRefuse: boolean
  readonly onAsk: (asked: Asked) => void
}

function Proposal({ proposed, mayConfirm, mayRefuse, onAsk }: ProposalProps) {
  const { t, say } = useText()
  return (
    <div className="notice">
      <div>
        <p>
          {t('record:regrade.proposed', {
            by: say(proposed.by.name),
            grade: t(`vocabulary:choice.${proposed.grade}`),
            reason: proposed.reason,
          })}
        </p>
        <div className="row wrap">
          {mayConfirm && (
            <Button size="small" onClick={() => onAsk('confirm')}>
              {t('record:regrade.confirm')}…
            </Button>
          )}
          {mayRefuse && (
            <Button size="small" onClick={() => onAsk('refuse')}>
              {t('record:regrade.refuse')}…
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

interface ChangeProps {
  readonly recordId: string
  readonly grades: GradesView
  readonly onClose: () => void
}

function ChangeGrade({ recordId, grades, onClose }: ChangeProps) {
  const { t } = useText()
  const [grade, setGrade] = useState<GradesView['grade']>()
  const change = useAct('POST /api/records/:id/grades', { onDone: onClose })
  const { known } = grades
  const isHigher = grade !== undefined && known.indexOf(grade) > known.indexOf(grades.grade)
  return (
    <ReasonDialog
      title={t('record:regrade.title')}
      rule={t('record:regrade.rule')}
      verb={t(isHigher ? 'record:regrade.raise' : 'record:regrade.lower')}
      isBusy={change.isPending}
      error={change.error}
      isReady={grade !== undefined}
      onClose={onClose}
      onConfirm={(reason) => {
        if (grade !== undefined) change.mutate({ params: { id: recordId }, body: { grade, reason } })
      }}
    >
      <div className="field">
        <Select
          aria-label={t('record:regrade.new')}
          placeholder={t('record:regrade.new')}
          value={grade ?? null}
          options={known
            .filter((one) => one !== grades.grade)
            .map((one) => ({ value: one, label: t(`vocabulary:choice.${one}`) }))}
          onChange={(one: GradesView['grade']) => setGrade(one)}
        />
      </div>
    </ReasonDialog>
  )
}

interface DecideProps {
  readonly recordId: string
  readonly grade: GradesView['grade']
  readonly decision: 'confirm' | 'refuse'
  readonly onClose: () => void
}

function DecideGrade({ recordId, grade, decision, onClose }: DecideProps) {
  const { t } = useText()
  const decide = useAct('POST /api/records/:id/grades/decision', { onDone: onClose })
  return (
    <ReasonDialog
      title={t(`record:regrade.${decision}Title`, { grade: t(`vocabulary:choice.${grade}`) })}
      rule={t(`record:regrade.${decision}Rule`)}
      verb={t(`record:regrade.${decision}`)}
      isBusy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onConfirm={(reason) => decide.mutate({ params: { id: recordId }, body: { decision, reason } })}
    />
  )
}
