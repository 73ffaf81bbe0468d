import { Link, useNavigate } from '@tanstack/react-router'
import type { TaskCountsView } from '#api/contract/tasks.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { countText } from '#ui/components/figures.ts'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { TASK_VIEW_NAMES } from '#ui/search.ts'
import { otherWorkIn, useOtherWork, withOther } from './other-work.ts'
import { SavedViews } from './saved-views.tsx'

type View = (typeof TASK_VIEW_NAMES)[number]
const COUNTED: Readonly<Record<View, keyof TaskCountsView>> = {
  mine: 'mine',
  overdue: 'overdue',
  group: 'group',
  delegated: 'delegated',
  team: 'team',
  done: 'doneToday',
}

export function Views({ view }: { readonly view: View }) {
  const { t } = useText()
  const counts = useRead('GET /api/tasks/counts', {}).data
  const other = useOtherWork()
  const { roles } = useSession()
  // What a unit holds is its head's to see; what one gave away is shown while there is something.
  const isShown = (name: View) =>
    name === view ||
    (name === 'team'
      ? roles.some((role) => role === 'unit-head' || role === 'archives-head')
      : name !== 'delegated' || (counts?.delegated.count ?? 0) > 0)
  const shown = TASK_VIEW_NAMES.filter(isShown)
  const navigate = useNavigate()
  useKeys(
    Object.fromEntries(
      shown.map((name, index) => [
        String(index + 1),
        () => void navigate({ to: '/worklist', search: { view: name } }),
      ]),
    ),
  )
  return (
    <nav className="views" aria-label={t('worklist:views.label')}>
      <h2>{t('worklist:views.label')}</h2>
      <ul>
        {shown.map((name) => {
          const counted = counts?.[COUNTED[name]]
          const total = counted === undefined ? undefined : withOther(counted, otherWorkIn(name, other))
          const isLate = name === 'overdue' && (total?.count ?? 0) > 0
          return (
            <li key={name}>
              <Link
                to="/worklist"
                search={{ view: name }}
                className={name === view ? 'active' : ''}
                {...(name === view ? { 'aria-current': 'page' as const } : {})}
              >
                <span>{t(`worklist:views.${name}`)}</span>
                <span className={isLate ? 'overdue' : ''}>{total === undefined ? '' : countText(total)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <SavedViews />
    </nav>
  )
}
