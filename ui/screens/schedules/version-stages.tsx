import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const STEPS = ['drafted', 'reviewed', 'approved', 'activated'] as const
type Step = (typeof STEPS)[number]

/** Steps that a version in this state has behind it. */
const DONE: Readonly<Record<ScheduleVersionView['state'], number>> = {
  draft: 1,
  reviewed: 2,
  approved: 3,
  active: 4,
  superseded: 4,
}

/** Who wrote, reviewed, approved and activated a version, each another person; what is next is marked. */
export function VersionStages({ version }: { readonly version: ScheduleVersionView }) {
  const { t, say } = useText()
  if (version.draftedAt === null)
    return <p className="muted">{t('schedules:shippedLine', { on: version.effectiveOn })}</p>
  const done = DONE[version.state]
  const signed: Readonly<Record<Step, { readonly who: string; readonly at: string | null }>> = {
    drafted: {
      who: version.editors.map(({ name }) => say(name)).join(t('listSeparator')),
      at: version.draftedAt,
    },
    reviewed: { who: nameOf(version.reviewed), at: version.reviewed?.at ?? null },
    approved: { who: nameOf(version.approved), at: version.approved?.at ?? null },
    activated: { who: nameOf(version.activated), at: version.activated?.at ?? null },
  }
  function nameOf(signature: ScheduleVersionView['reviewed']): string {
    return signature === null ? '' : say(signature.by.name)
  }
  return (
    <ol className="stages" aria-label={t('schedules:stages')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < done ? 'done' : index === done ? 'now' : ''}
          {...(index === done ? { 'aria-current': 'step' as const } : {})}
        >
          <strong>{t(`schedules:step.${step}`)}</strong>
          <span className="clip">{index < done ? signed[step].who : t(`schedules:by.${step}`)}</span>
          {index < done && signed[step].at !== null && <When at={signed[step].at} form="day" />}
        </li>
      ))}
      <li className={done === 4 ? 'done' : ''}>
        <strong>{t('schedules:effectiveOn')}</strong>
        <span className="day">{version.effectiveOn}</span>
        {version.consent !== null && (
          <span>
            {t('schedules:consent.title')}: {t('schedules:consent.line', { ...version.consent })}
          </span>
        )}
        {version.supersededOn !== null && (
          <span className="day">{t('schedules:until', { on: version.supersededOn })}</span>
        )}
      </li>
    </ol>
  )
}
