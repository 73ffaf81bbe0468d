import { useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import type { ScheduleChangesView } from '#api/contract/schedule-work.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Choice } from '#ui/components/choice.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const TONES: Readonly<Record<'added' | 'removed' | 'changed', TagTone>> = {
  added: 'ok',
  removed: 'soon',
  changed: 'info',
}

/** A version beside another one of its schedule: rows that came, went or say something else, cell by cell. */
export function ChangesTab({ schedule }: { readonly schedule: ScheduleDetailView }) {
  const { t } = useText()
  const { version } = schedule
  const search = useSearch({ from: '/shell/schedules/$versionId' })
  const navigate = useNavigate({ from: '/schedules/$versionId' })
  const id = useId()
  const others = useRead('GET /api/schedules', {}).data?.items.filter(
    (other) => other.schedule === version.schedule && other.id !== version.id,
  )
  const withId = search.with ?? version.basedOnId ?? others?.[0]?.id
  const changes = useRead('GET /api/schedules/:id/changes', {
    params: { id: version.id },
    query: withId === undefined ? {} : { with: withId },
  })
  return (
    <>
      <div className="row">
        <label htmlFor={id} className="nowrap">
          {t('schedules:compareWith')}
        </label>
        <div style={{ width: 260 }}>
          <Choice
            id={id}
            value={withId ?? null}
            placeholder={t('schedules:compareNone')}
            options={(others ?? []).map((other) => ({
              value: other.id,
              label: `${other.version} · ${t(`schedules:state.${other.state}`)} · ${other.effectiveOn}`,
            }))}
            onChange={(next) =>
              void navigate({
                search: { tab: 'changes', ...(next === null ? {} : { with: next }) },
                replace: true,
              })
            }
          />
        </div>
      </div>
      <Answered query={changes}>{(found) => <Differences changes={found} />}</Answered>
    </>
  )
}

function Differences({ changes }: { readonly changes: ScheduleChangesView }) {
  const { t } = useText()
  const { items, withVersion } = changes
  if (withVersion === null)
    return <EmptyState title={t('schedules:noOther.title')} hint={t('schedules:noOther.hint')} />
  if (items.length === 0)
    return (
      <EmptyState
        title={t('schedules:noChange.title')}
        hint={t('schedules:noChange.hint', { withVersion })}
      />
    )
  return (
    <ul className="diff" aria-label={t('schedules:tab.changes')}>
      {items.map(({ code, change, cells }) => (
        <li key={code} className="card">
          <div className="row">
            <strong className="code">{code}</strong>
            <Tag tone={TONES[change]}>{t(`schedules:change.${change}`)}</Tag>
            <span className="muted clip">
              {cells.find(({ column }) => column === 'item_zh')?.[change === 'removed' ? 'from' : 'to'] ?? ''}
            </span>
          </div>
          <dl className="diff-cells">
            {cells
              .filter(({ from, to }) => change === 'changed' || (change === 'added' ? to : from) !== '')
              .map(({ column, from, to }) => (
                <div key={column}>
                  <dt>{t(`schedules:column.${column}`)}</dt>
                  <dd>
                    {change !== 'added' && <del>{from === '' ? '–' : from}</del>}
                    {change === 'changed' && <span aria-hidden="true"> → </span>}
                    {change !== 'removed' && <ins>{to === '' ? '–' : to}</ins>}
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
