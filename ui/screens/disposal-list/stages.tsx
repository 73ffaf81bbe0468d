import type { StageView } from '#api/contract/disposal.ts'
import { useSession } from '#ui/client/session-context.ts'
import { shortDay } from '#ui/components/short-day.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** Stages whose act cannot be taken back. */
const GRAVE: ReadonlySet<string> = new Set(['approve', 'execute', 'destroy'])

export function Stages({ stages }: { readonly stages: readonly StageView[] }) {
  const { t, say } = useText()
  const { site } = useSession()
  return (
    <ol className="stages" aria-label={t('list:stages')}>
      {stages.map((stage) => {
        const who =
          stage.by.length > 2
            ? t('list:people', { count: stage.by.length })
            : stage.by.map((person) => say(person.name)).join(t('listSeparator'))
        const wait = stage.waitingFor === null ? '' : say(stage.waitingFor)
        const line =
          stage.state === 'now' ? (stage.isMine ? t('list:waitsForYou') : who === '' ? wait : who) : who
        const day = stage.on === null ? '' : shortDay(stage.on, site.today)
        return (
          <li
            key={stage.step}
            className={`${stage.state}${GRAVE.has(stage.step) ? ' grave' : ''}`}
            title={[say(stage.name), line, stage.at ?? ''].filter(Boolean).join(' · ')}
            {...(stage.state === 'now' ? { 'aria-current': 'step' as const } : {})}
          >
            <strong>{say(stage.name)}</strong>
            <span className="clip">{line}</span>
            <span className="day">{day}</span>
          </li>
        )
      })}
    </ol>
  )
}
