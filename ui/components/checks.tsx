import type { CheckView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Tag, type TagTone } from './tag.tsx'

const TONES: Readonly<Record<CheckView['result'], TagTone>> = {
  passed: 'ok',
  failed: 'soon',
  manual: 'plain',
}

/** What was checked just now, each with its result in a word. */
export function Checks({
  checks,
  form = 'plain',
}: {
  readonly checks: readonly CheckView[]
  readonly form?: 'plain' | 'boxed'
}) {
  const { t, say } = useText()
  return (
    <ul className={`checks ${form}`}>
      {checks.map((check) => {
        const tag = <Tag tone={TONES[check.result]}>{t(`vocabulary:check.${check.result}`)}</Tag>
        return (
          <li key={check.code}>
            {form === 'plain' && tag}
            <span className="grow">
              {say(check.label)}
              {check.detail !== null && <span className="muted"> {say(check.detail)}</span>}
            </span>
            {form === 'boxed' && tag}
          </li>
        )
      })}
    </ul>
  )
}
