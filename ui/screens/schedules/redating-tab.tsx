import { useState } from 'react'
import { Button } from 'antd'
import type { RedatingView, ScheduleDetailView } from '#api/contract/schedules.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { numberText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MOVEMENT_KINDS } from '#ui/search.ts'
import { OrderRedating } from './order-redating.tsx'
import { RedatedRecords } from './redated-records.tsx'
import { VerdictBar } from './verdict-bar.tsx'

/** Records move to the version in force, page by page, in sight of whoever ordered it; what could not be moved is named. */
export function RedatingTab({ schedule }: { readonly schedule: ScheduleDetailView }) {
  const { t } = useText()
  const { version, redatings, allowed } = schedule
  const [isOrdering, setOrdering] = useState(false)
  const whatIf = useRead('GET /api/schedules/:id/what-if', { params: { id: version.id } })
  const total = whatIf.data?.total
  const waiting = total === undefined ? 0 : MOVEMENT_KINDS.reduce((sum, kind) => sum + total[kind], 0)
  const isUnderWay = redatings.some(({ state }) => state !== 'finished')
  if (version.state !== 'active' && redatings.length === 0)
    return (
      <EmptyState title={t('schedules:redating.notYet.title')} hint={t('schedules:redating.notYet.hint')} />
    )
  return (
    <>
      {version.state === 'active' && !isUnderWay && (
        <section className="card" aria-labelledby="waiting">
          <h2 id="waiting">
            {waiting === 0
              ? t('schedules:redating.allMoved')
              : t('schedules:redating.waiting', { n: numberText(waiting) })}
          </h2>
          <p className="muted">{t('schedules:redating.rule')}</p>
          {waiting > 0 && (
            <div>
              <ActionButton type="primary" action={allowed.redate} onClick={() => setOrdering(true)}>
                {t(redatings.length === 0 ? 'schedules:redating.open' : 'schedules:redating.again')}…
              </ActionButton>
            </div>
          )}
        </section>
      )}
      {redatings.map((job) => (
        <Job key={job.id} versionId={version.id} job={job} isLatest={job === redatings[0]} />
      ))}
      {redatings[0] !== undefined && redatings[0].state !== 'running' && (
        <RedatedRecords versionId={version.id} jobs={redatings} />
      )}
      {isOrdering && <OrderRedating version={version} count={waiting} onClose={() => setOrdering(false)} />}
    </>
  )
}

interface JobProps {
  readonly versionId: string
  readonly job: RedatingView
  readonly isLatest: boolean
}

function Job({ versionId, job, isLatest }: JobProps) {
  const { t, say } = useText()
  const { allowed } = useSession()
  const steer = useAct('POST /api/schedules/:id/redating/:jobId/state')
  const done = Object.values(job.counts).reduce((sum, count) => sum + count, 0)
  const all = done + (job.left ?? 0)
  const to = job.state === 'running' ? 'paused' : 'running'
  return (
    <section
      className="card"
      aria-label={t('schedules:redating.of', { at: job.orderedAt.slice(0, 16).replace('T', ' ') })}
    >
      <div className="row spread">
        <span className="row">
          <Tag tone={job.state === 'finished' ? 'ok' : job.state === 'paused' ? 'soon' : 'info'}>
            {t(`schedules:redating.state.${job.state}`)}
          </Tag>
          <span className="muted">
            {t('schedules:redating.orderedBy', { name: say(job.orderedBy.name) })} ·{' '}
            <When at={job.orderedAt} />
          </span>
        </span>
        {job.state !== 'finished' && isLatest && (
          <Button
            disabled={!allowed['schedule.redate']}
            loading={steer.isPending}
            onClick={() => steer.mutate({ params: { id: versionId, jobId: job.id }, body: { to } })}
          >
            {t(`schedules:redating.to.${to}`)}
          </Button>
        )}
      </div>
      {job.left !== null && (
        <div className="stack tight">
          <progress
            className="bar"
            max={Math.max(1, all)}
            value={done}
            aria-label={t('schedules:redating.progress')}
          />
          <output className="muted">
            {t('schedules:redating.soFar', { done: numberText(done), all: numberText(all) })}
          </output>
        </div>
      )}
      <VerdictBar job={job} />
      <ProblemNotice error={steer.error} />
    </section>
  )
}
