import { Link } from '@tanstack/react-router'
import { useRead } from '#ui/client/hooks.ts'
import { countText } from '#ui/components/figures.ts'
import { Icon } from '#ui/components/icon.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { useOtherWork, withOther } from '#ui/screens/worklist/other-work.ts'
import { useEntries } from './use-entries.ts'

/** By what people do, not by table; counts say what waits. */
export function Rail() {
  const { t } = useText()
  const entries = useEntries()
  const counts = useRead('GET /api/tasks/counts', {}).data
  const other = useOtherWork()
  const mine = counts === undefined ? undefined : withOther(counts.mine, other)
  const counted = (total: { readonly count: number; readonly isCapped: boolean } | undefined) =>
    total === undefined || total.count === 0 ? undefined : countText(total)
  const waiting: Readonly<Partial<Record<string, string>>> = {
    ...withCount('/worklist', counted(mine)),
    ...withCount('/incidents', counted(counts?.incidents)),
  }
  return (
    <nav className="rail" aria-label={t('shell:rail.label')}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.to} className={entry.isLast === true ? 'bottom' : ''}>
            <Link to={entry.to} activeProps={{ className: 'active' }}>
              <Icon name={entry.icon} />
              <span className="clip">{entry.text}</span>
              {waiting[entry.to] !== undefined && <span className="count">{waiting[entry.to]}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function withCount(to: string, count: string | undefined): Readonly<Record<string, string>> {
  return count === undefined ? {} : { [to]: count }
}
