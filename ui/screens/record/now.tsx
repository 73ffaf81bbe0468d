import { Link } from '@tanstack/react-router'
import type { RecordDetailView } from '#api/contract/records.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What the record waits for, or how it ended: the first thing that whoever opens it asks. */
export function Now({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  return (
    <section className="card">
      <h2>{t('record:now')}</h2>
      {record.endedOn === null ? <Work record={record} /> : <End record={record} endedOn={record.endedOn} />}
    </section>
  )
}

function Work({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  const jobs = record.jobs.filter((job) => job.state === 'running')
  if (record.tasks.length === 0 && jobs.length === 0) return <p className="muted">{t('record:nothingNow')}</p>
  return (
    <ul className="stack tight">
      {record.tasks.map((task) => (
        <li key={task.id} className="row wrap">
          <Tag tone={task.isMine ? 'ok' : 'plain'}>{say(task.stepName)}</Tag>
          <span>
            {task.assignee === null
              ? t('record:waitsFor', { group: say(task.groupName) })
              : say(task.assignee.name)}
          </span>
          <span className="faint">{t('record:until', { on: task.dueOn })}</span>
          <Link to="/worklist" search={{ task: task.id }}>
            {t('record:openTask')}
          </Link>
        </li>
      ))}
      {jobs.map((job) => (
        <li key={job.id} className="row wrap">
          <Tag tone="info">{t('record:machine')}</Tag>
          <span>{t(`vocabulary:job.${job.kind}`)}</span>
          <span className="faint">
            {t('record:attempts', { count: job.attempts })} · <When at={job.startedAt} form="relative" />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Of what was destroyed: that nothing brings it back, what remains, and where the proof lies. */
function End({ record, endedOn }: { readonly record: RecordDetailView; readonly endedOn: string }) {
  const { t, say } = useText()
  const isDestroyed = record.place.step === 'destroyed'
  return (
    <>
      <p className="row wrap">
        <Tag tone={isDestroyed ? 'over' : 'plain'}>{say(record.place.name)}</Tag>
        <span>{t('record:ended', { on: endedOn })}</span>
        {record.listId !== null && (
          <Link to="/disposal/$listId" params={{ listId: record.listId }}>
            {t('record:endList', { number: record.listNumber ?? '' })}
          </Link>
        )}
      </p>
      {isDestroyed && <p className="muted">{t('record:endedHint')}</p>}
    </>
  )
}
