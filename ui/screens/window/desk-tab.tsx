import { Button, Radio } from 'antd'
import { useState } from 'react'
import { GIVING_ASKERS, IDENTITY_PROOFS } from '#domain/vocabulary/givings.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { EmptyState, Loading } from '#ui/components/states.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { applicantOf, NOBODY, type TypedApplicant } from './applicant.ts'
import { OwnRecord } from './own-record.tsx'

/** The clerk enters who came with which proof, and sees what of their records may be given. */
export function DeskTab() {
  const { t } = useText()
  const [typed, setTyped] = useState(NOBODY)
  const find = useAct('POST /api/givings/search')
  const applicant = applicantOf(typed)
  const put = (change: Partial<TypedApplicant>) => {
    // What was found was found for somebody else.
    find.reset()
    setTyped((before) => ({ ...before, ...change }))
  }
  const items = find.data?.items
  return (
    <div className="stack loose">
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (applicant === undefined) return
          const { subject, purpose } = applicant
          find.mutate({ body: { subject, purpose } })
        }}
      >
        <p className="muted">{t('window:rule')}</p>
        <ApplicantFields typed={typed} onChange={put} />
        <div>
          <Button
            type="primary"
            htmlType="submit"
            disabled={applicant === undefined}
            loading={find.isPending}
          >
            {t('window:find')}
          </Button>
        </div>
        <ProblemNotice error={find.error} />
      </form>
      <section aria-live="polite" className="stack">
        {find.isPending && <Loading rows={4} />}
        {items?.length === 0 && <EmptyState title={t('window:none.title')} hint={t('window:none.hint')} />}
        {items !== undefined && items.length > 0 && applicant !== undefined && (
          <>
            <h2>{t('window:found', { count: items.length })}</h2>
            {items.map((record) => (
              <OwnRecord key={record.id} record={record} applicant={applicant} />
            ))}
          </>
        )}
      </section>
    </div>
  )
}

interface FieldsProps {
  readonly typed: TypedApplicant
  readonly onChange: (change: Partial<TypedApplicant>) => void
}

function ApplicantFields({ typed, onChange }: FieldsProps) {
  const { t } = useText()
  const text = (field: Exclude<keyof TypedApplicant, 'asker' | 'proof'>, maxLength: number) => (
    <TextField
      label={t(`window:${field}`)}
      maxLength={maxLength}
      autoComplete="off"
      value={typed[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  )
  return (
    <>
      <Radio.Group
        aria-label={t('window:who')}
        value={typed.asker}
        options={GIVING_ASKERS.map((value) => ({ value, label: t(`window:asker.${value}`) }))}
        onChange={({ target }) =>
          onChange({ asker: GIVING_ASKERS.find((known) => known === target.value) ?? 'subject' })
        }
      />
      <div className="row wrap">
        {text('name', 100)}
        {text('number', 40)}
        <Labelled label={t('window:proof')}>
          {(id) => (
            <Choice
              id={id}
              value={typed.proof}
              placeholder={t('window:choose')}
              options={IDENTITY_PROOFS.map((value) => ({ value, label: t(`window:proofs.${value}`) }))}
              onChange={(value) =>
                onChange({ proof: IDENTITY_PROOFS.find((known) => known === value) ?? null })
              }
            />
          )}
        </Labelled>
      </div>
      {typed.asker === 'agent' && (
        <div className="row wrap">
          {text('agentName', 100)}
          {text('agentNumber', 40)}
          {text('authority', 200)}
        </div>
      )}
      <div className="narrow">{text('purpose', 300)}</div>
    </>
  )
}
