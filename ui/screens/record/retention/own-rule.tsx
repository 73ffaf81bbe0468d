import { InputNumber, Radio } from 'antd'
import { useId, useState } from 'react'
import type { OwnRuleView } from '#api/contract/own-rule.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type Proposed = NonNullable<OwnRuleView['proposed']>

interface OwnRuleProps {
  readonly recordId: string
  readonly rule: OwnRuleView
}

/** A rule of this record beside that of its class: it lengthens and never shortens, and takes two persons. */
export function OwnRule({ recordId, rule }: OwnRuleProps) {
  const { t } = useText()
  const [open, setOpen] = useState<'propose' | 'lift'>()
  const { inForce, proposed, propose } = rule
  if (inForce === null && proposed === null && !propose.allowed) return null
  const close = () => setOpen(undefined)
  return (
    <section className="card" aria-label={t('record:retention.own.title')}>
      <h2>{t('record:retention.own.title')}</h2>
      {inForce === null ? (
        <p className="muted">{t('record:retention.own.none')}</p>
      ) : (
        <InForce inForce={inForce} />
      )}
      {proposed === null ? (
        <div className="row wrap">
          <ActionButton action={propose} onClick={() => setOpen('propose')}>
            {t('record:retention.own.propose')}
          </ActionButton>
          {inForce !== null && (
            <ActionButton action={propose} onClick={() => setOpen('lift')}>
              {t('record:retention.own.lift')}
            </ActionButton>
          )}
        </div>
      ) : (
        <Waiting recordId={recordId} proposed={proposed} />
      )}
      {open === 'propose' && <Propose recordId={recordId} onClose={close} />}
      {open === 'lift' && <Lift recordId={recordId} onClose={close} />}
    </section>
  )
}

function periodText(period: Proposed['period'], { t }: Pick<Text, 't'>): string {
  if (period.kind === 'class') return t('record:retention.own.class')
  return period.kind === 'permanent'
    ? t('permanent')
    : t('record:retention.own.years', { count: period.years })
}

function InForce({ inForce }: { readonly inForce: NonNullable<OwnRuleView['inForce']> }) {
  const text = useText()
  const { t, say } = text
  return (
    <>
      <p className="row wrap">
        <strong>{periodText(inForce.period, text)}</strong>
        {inForce.isPreceded && <Tag tone="soon">{t('record:retention.own.preceded')}</Tag>}
      </p>
      <p>{inForce.reason}</p>
      <p className="muted">
        {t('record:retention.own.by', {
          proposer: say(inForce.proposedBy.name),
          confirmer: say(inForce.confirmedBy.name),
          on: inForce.confirmedOn,
        })}
      </p>
    </>
  )
}

function Waiting({ recordId, proposed }: { readonly recordId: string; readonly proposed: Proposed }) {
  const text = useText()
  const { t, say } = text
  const [isRefusing, setRefusing] = useState(false)
  const decide = useAct('POST /api/records/:id/own-rule/:ruleId/decision', {
    onDone: () => setRefusing(false),
  })
  const params = { id: recordId, ruleId: proposed.ruleId }
  return (
    <div className="stack tight">
      <p className="row wrap">
        <strong>{periodText(proposed.period, text)}</strong>
        <Tag tone="soon">{t('record:retention.own.waits')}</Tag>
      </p>
      <p>{proposed.reason}</p>
      <p className="muted">
        {t('record:retention.own.proposedBy', {
          name: say(proposed.proposedBy.name),
          on: proposed.proposedOn,
        })}
      </p>
      <div className="row wrap">
        <ActionButton
          type="primary"
          action={proposed.decide}
          loading={decide.isPending}
          onClick={() => decide.mutate({ params, body: { decision: 'confirm' } })}
        >
          {t('record:retention.own.confirm')}
        </ActionButton>
        <ActionButton action={proposed.decide} onClick={() => setRefusing(true)}>
          {t('record:retention.own.refuse')}
        </ActionButton>
      </div>
      {isRefusing ? (
        <ReasonDialog
          title={t('record:retention.own.refuseTitle')}
          rule={t('record:retention.own.refuseRule')}
          verb={t('record:retention.own.refuseVerb')}
          isBusy={decide.isPending}
          error={decide.error}
          onConfirm={(reason) => decide.mutate({ params, body: { decision: 'refuse', reason } })}
          onClose={() => setRefusing(false)}
        />
      ) : (
        <ProblemNotice error={decide.error} />
      )}
    </div>
  )
}

interface DialogProps {
  readonly recordId: string
  readonly onClose: () => void
}

function Propose({ recordId, onClose }: DialogProps) {
  const { t } = useText()
  const id = useId()
  const [kind, setKind] = useState<'years' | 'permanent'>('years')
  const [years, setYears] = useState<number | null>(null)
  const propose = useAct('POST /api/records/:id/own-rule', { onDone: onClose })
  const period = kind === 'permanent' ? { kind } : years === null ? undefined : { kind, years }
  return (
    <ReasonDialog
      title={t('record:retention.own.title')}
      rule={t('record:retention.own.rule')}
      verb={t('record:retention.own.proposeVerb')}
      isBusy={propose.isPending}
      error={propose.error}
      isReady={period !== undefined}
      onConfirm={(reason) => {
        if (period !== undefined) propose.mutate({ params: { id: recordId }, body: { period, reason } })
      }}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('record:retention.own.period')}</label>
        <div className="row wrap">
          <Radio.Group
            aria-label={t('record:retention.own.period')}
            value={kind}
            options={[
              { value: 'years', label: t('list:verdict.years') },
              { value: 'permanent', label: t('permanent') },
            ]}
            onChange={(event) => setKind(event.target.value === 'permanent' ? 'permanent' : 'years')}
          />
          <InputNumber<number>
            id={id}
            min={1}
            max={200}
            precision={0}
            disabled={kind === 'permanent'}
            value={years}
            onChange={setYears}
          />
        </div>
      </div>
    </ReasonDialog>
  )
}

function Lift({ recordId, onClose }: DialogProps) {
  const { t } = useText()
  const propose = useAct('POST /api/records/:id/own-rule', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:retention.own.lift')}
      rule={t('record:retention.own.liftRule')}
      verb={t('record:retention.own.proposeVerb')}
      isBusy={propose.isPending}
      error={propose.error}
      onConfirm={(reason) =>
        propose.mutate({ params: { id: recordId }, body: { period: { kind: 'class' }, reason } })
      }
      onClose={onClose}
    />
  )
}
