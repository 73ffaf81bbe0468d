import { Link } from '@tanstack/react-router'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { numberText } from '#ui/components/figures.ts'
import { shortDay } from '#ui/components/short-day.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** The essentials of the record or list, why the task is mine, and what happened so far. */
export function TaskAside({ task }: { readonly task: TaskDetailView }) {
  const { t, say } = useText()
  const { site } = useSession()
  return (
    <aside className="task-aside" aria-label={t('worklist:essentials')}>
      {task.record !== null && <RecordEssentials record={task.record} holds={task.holds} />}
      {task.list !== null && <ListEssentials list={task.list} />}
      <section className="stack tight">
        <h3>{t('worklist:whyMe')}</h3>
        <p>
          {t(task.isMine ? 'worklist:whyMineText' : 'worklist:whyGroupText', {
            unit: say(task.whyMe.unitName),
            role: t(`vocabulary:role.${task.whyMe.role}`),
            count: task.whyMe.candidates,
          })}
        </p>
        {task.delegatedBy !== null && (
          <p>{t('worklist:delegatedBy', { name: say(task.delegatedBy.name) })}</p>
        )}
      </section>
      {task.history.length > 0 && (
        <section className="stack tight">
          <h3>{t('worklist:history')}</h3>
          <ol className="task-history">
            {task.history.slice(-8).map((event) => (
              <li key={event.seq}>
                <time dateTime={event.on} title={event.at} className="faint">
                  {shortDay(event.on, site.today)}
                </time>{' '}
                {say(event.actor.name)} {say(event.summary)}
              </li>
            ))}
          </ol>
        </section>
      )}
      <CopyText value={task.subjectId} shown={shortened(task.subjectId)} label={t('id')} />
    </aside>
  )
}

interface RecordEssentialsProps {
  readonly record: NonNullable<TaskDetailView['record']>
  readonly holds: number
}

function RecordEssentials({ record, holds }: RecordEssentialsProps) {
  const { t } = useText()
  return (
    <section className="stack tight">
      <h3>{t('worklist:essentials')}</h3>
      <dl className="dl">
        <dt>{t('grade')}</dt>
        <dd>{t(`vocabulary:choice.${record.grade}`)}</dd>
        <dt>{t('class')}</dt>
        <dd>
          <span className="code">{record.classCode}</span> {record.className}
        </dd>
        <dt>{t('formedOn')}</dt>
        <dd>{record.formedOn}</dd>
        <dt>{t('dueOn')}</dt>
        <dd>
          {record.dueOn ?? t('worklist:notComputed')}
          {record.dueOn !== null && (
            <div>
              <Link to="/records/$recordId" params={{ recordId: record.id }} search={{ tab: 'retention' }}>
                {t('worklist:whyThisDay')}
              </Link>
            </div>
          )}
        </dd>
        <dt>{t('holds')}</dt>
        <dd className={holds > 0 ? 'overdue' : ''}>{holds > 0 ? numberText(holds) : t('none')}</dd>
        <dt>{t('contents')}</dt>
        <dd>
          <Link to="/records/$recordId" params={{ recordId: record.id }} search={{ tab: 'contents' }}>
            {[
              t('filesCount', { count: record.objects }),
              ...(record.pages === null ? [] : [t('pagesCount', { count: record.pages })]),
            ].join(' · ')}
          </Link>
        </dd>
      </dl>
    </section>
  )
}

function ListEssentials({ list }: { readonly list: NonNullable<TaskDetailView['list']> }) {
  const { t, say } = useText()
  return (
    <section className="stack tight">
      <h3>{t('worklist:listEssentials')}</h3>
      <dl className="dl">
        <dt>{t('fonds')}</dt>
        <dd>
          <span className="code">{list.fonds.code}</span> {say(list.fonds.name)}
        </dd>
        <dt>{t('worklist:listed')}</dt>
        <dd>{numberText(list.counts.listed)}</dd>
        <dt>{t('worklist:left')}</dt>
        <dd>{numberText(list.counts.left)}</dd>
        <dt>{t('pages')}</dt>
        <dd>{numberText(list.counts.pages)}</dd>
        <dt>{t('worklist:compiledBy')}</dt>
        <dd>{say(list.compiledBy.name)}</dd>
      </dl>
    </section>
  )
}
