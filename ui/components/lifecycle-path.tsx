import type { PathStepView } from '#api/contract/common.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** The whole life on one line: what is done, where it stands, what is to come, what is passed over. */
export function LifecyclePath({ path }: { readonly path: readonly PathStepView[] }) {
  const { t, say } = useText()
  return (
    <ol className="path" aria-label={t('path')}>
      {path.map((step) => (
        <li
          key={step.step}
          className={step.state}
          title={say(step.name)}
          {...(step.state === 'now' ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="dot" />
          <span className="path-name">{say(step.name)}</span>
          {(step.state === 'done' || step.state === 'skipped') && (
            <span className="visually-hidden">{t(step.state)}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
