import { Button } from 'antd'
import { useState } from 'react'
import type { QuarantinedView } from '#api/contract/quarantine.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DataTable } from '#ui/components/data-table.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** As many as are decided in a day; the next ones follow. */
const AT_ONCE = 200

interface Deciding {
  readonly one: QuarantinedView
  readonly finding: 'no-secret' | 'secret'
}

/** Records that are closed because their content bears the mark of a state secret: the security administrator decides. */
export function MarksTab() {
  const { t, say } = useText()
  const marks = useRead('GET /api/quarantine', { query: { limit: AT_ONCE } })
  const [deciding, setDeciding] = useState<Deciding>()
  return (
    <section className="card stack">
      <h2>{t('codes:mark.title')}</h2>
      <p className="muted">{t('codes:mark.hint')}</p>
      <Answered query={marks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('codes:mark.none')} hint={t('codes:mark.noneHint')} />
          ) : (
            <DataTable
              caption={t('codes:mark.title')}
              items={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('codes:mark.code'),
                  render: ({ archivalCode }) => (
                    <span className="code">{archivalCode ?? t('codes:mark.uncoded')}</span>
                  ),
                },
                { title: t('codes:mark.classCode'), width: 120, render: ({ classCode }) => classCode },
                { title: t('codes:mark.unit'), width: 180, render: ({ unitName }) => say(unitName) },
                {
                  title: t('codes:mark.state'),
                  width: 190,
                  render: ({ quarantine }) => (
                    <Tag tone={quarantine === 'found' ? 'soon' : 'over'}>{t(`codes:mark.${quarantine}`)}</Tag>
                  ),
                },
                {
                  title: t('settings:access.act'),
                  width: 260,
                  render: (one) =>
                    one.quarantine === 'found' && (
                      <span className="row">
                        <Button size="small" onClick={() => setDeciding({ one, finding: 'no-secret' })}>
                          {t('codes:mark.lift')}…
                        </Button>
                        <Button size="small" danger onClick={() => setDeciding({ one, finding: 'secret' })}>
                          {t('codes:mark.declare')}…
                        </Button>
                      </span>
                    ),
                },
              ]}
            />
          )
        }
      </Answered>
      {deciding?.finding === 'no-secret' && (
        <Lift one={deciding.one} onClose={() => setDeciding(undefined)} />
      )}
      {deciding?.finding === 'secret' && (
        <Declare one={deciding.one} onClose={() => setDeciding(undefined)} />
      )}
    </section>
  )
}

interface DecideProps {
  readonly one: QuarantinedView
  readonly onClose: () => void
}

function Lift({ one, onClose }: DecideProps) {
  const { t } = useText()
  const decide = useAct('POST /api/quarantine/:id/decision', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('codes:mark.liftTitle')}
      rule={t('codes:mark.liftRule')}
      verb={t('codes:mark.lift')}
      isBusy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onConfirm={(reason) =>
        decide.mutate({ params: { id: one.id }, body: { finding: 'no-secret', reason } })
      }
    />
  )
}

function Declare({ one, onClose }: DecideProps) {
  const { t } = useText()
  const [reference, setReference] = useState('')
  const decide = useAct('POST /api/quarantine/:id/decision', { onDone: onClose })
  return (
    <Dialog
      title={t('codes:mark.declareTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          danger
          loading={decide.isPending}
          disabled={reference.trim().length < 2}
          onClick={() =>
            decide.mutate({
              params: { id: one.id },
              body: { finding: 'secret', reference: reference.trim() },
            })
          }
        >
          {t('codes:mark.declare')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('codes:mark.declareRule')}</p>
        <TextField
          label={t('codes:mark.reference')}
          maxLength={40}
          value={reference}
          onChange={setReference}
        />
        <ProblemNotice error={decide.error} />
      </div>
    </Dialog>
  )
}
