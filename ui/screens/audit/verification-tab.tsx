import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import type { VerificationRunView } from '#api/contract/audit.ts'
import { read } from '#ui/client/call.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Checks } from '#ui/components/checks.tsx'
import { numberText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const LOOK_MS = 500

/** Everything computed again in front of whoever asks: chains, tables, acts, and the signed heads. */
export function VerificationTab() {
  const { t } = useText()
  const begin = useAct('POST /api/audit/verifications')
  const runs = useQuery({
    queryKey: ['GET /api/audit/verifications'],
    queryFn: ({ signal }) => read('GET /api/audit/verifications', {}, signal),
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'running' ? LOOK_MS : false),
  })
  const [latest] = runs.data?.items ?? []
  const isRunning = latest?.state === 'running'
  return (
    <div className="page-body audit-verification">
      <section className="card" aria-live="polite">
        <div className="row spread">
          <h2>{t('audit:verify.title')}</h2>
          <Button type="primary" loading={begin.isPending || isRunning} onClick={() => begin.mutate({})}>
            {t(latest === undefined ? 'audit:verify.go' : 'audit:verify.again')}
          </Button>
        </div>
        <p className="muted">{t('audit:verify.hint')}</p>
        <ProblemNotice error={begin.error} />
        <Answered query={runs}>
          {({ items }) => {
            const [run] = items
            return run === undefined ? (
              <EmptyState title={t('audit:verify.none')} hint={t('audit:verify.noneHint')} />
            ) : (
              <Run run={run} />
            )
          }}
        </Answered>
      </section>
      <Earlier runs={runs.data?.items.slice(1) ?? []} />
    </div>
  )
}

function Run({ run }: { readonly run: VerificationRunView }) {
  const { t, say } = useText()
  const percent = run.total === null || run.total === 0 ? 0 : Math.floor((100 * run.checked) / run.total)
  return (
    <div className="stack">
      <p className="row wrap">
        <StateTag run={run} />
        <span>{t('audit:verify.asked', { name: say(run.askedBy.name) })}</span>
        <When at={run.askedAt} />
      </p>
      {run.state === 'running' && (
        <>
          <Progress percent={percent} aria-label={t('audit:verify.progress')} />
          <p className="muted">
            {t('audit:verify.checked', {
              checked: numberText(run.checked),
              total: run.total === null ? '…' : numberText(run.total),
            })}
          </p>
        </>
      )}
      {run.state === 'stopped' && <p>{t('audit:verify.stoppedHint')}</p>}
      {run.result !== null && <Result result={run.result} />}
    </div>
  )
}

function StateTag({ run }: { readonly run: VerificationRunView }) {
  const { t } = useText()
  if (run.result === null)
    return <Tag tone={run.state === 'running' ? 'info' : 'soon'}>{t(`audit:verify.${run.state}`)}</Tag>
  return (
    <Tag tone={run.result.verdict === 'whole' ? 'ok' : 'over'}>{t(`audit:verify.${run.result.verdict}`)}</Tag>
  )
}

const FAULTS_SHOWN = 100
/** What a run without a fault has proved, in the words of whoever has to report it. */
const SHOWN_WHOLE = ['chain', 'fold', 'heads'] as const

function Result({ result }: { readonly result: NonNullable<VerificationRunView['result']> }) {
  const { t } = useText()
  const perSecond = Math.round((result.events * 1000) / Math.max(1, result.ms))
  const both = (key: string, values: Readonly<Record<string, unknown>> = {}) => ({
    zh: t(key, values),
    en: t(key, values),
  })
  const figures: readonly (readonly [string, string])[] = [
    ['audit:verify.streams', numberText(result.streams)],
    ['audit:verify.events', numberText(result.events)],
    ['audit:verify.checkpoints', numberText(result.checkpoints)],
    ['audit:verify.covered', numberText(result.covered)],
    ['audit:verify.seconds', (result.ms / 1000).toFixed(1)],
    ['audit:verify.perSecond', numberText(perSecond)],
  ]
  return (
    <>
      <dl className="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {result.verdict === 'whole' && (
        <Checks
          checks={SHOWN_WHOLE.map((code) => ({
            code,
            label: both(`audit:verify.proved.${code}`),
            result: 'passed',
            detail: null,
          }))}
        />
      )}
      <Checks
        checks={result.faults.slice(0, FAULTS_SHOWN).map((fault, index) => ({
          code: String(index),
          label: both(`audit:fault.${fault.kind}`, { defaultValue: fault.kind }),
          result: 'failed',
          detail: both('audit:fault.at', { where: fault.where, detail: fault.detail }),
        }))}
      />
    </>
  )
}

function Earlier({ runs }: { readonly runs: readonly VerificationRunView[] }) {
  const { t, say } = useText()
  if (runs.length === 0) return null
  return (
    <section className="card">
      <h2>{t('audit:verify.earlier')}</h2>
      <ul className="stack tight">
        {runs.map((run) => (
          <li key={run.id} className="row wrap">
            <StateTag run={run} />
            <When at={run.askedAt} />
            <span>{say(run.askedBy.name)}</span>
            {run.result !== null && (
              <span className="faint">
                {t('audit:verify.took', {
                  events: numberText(run.result.events),
                  seconds: (run.result.ms / 1000).toFixed(1),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
