import { Link } from '@tanstack/react-router'
import type { SavedScreen } from '#domain/vocabulary.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { auditSearch, disposalSearch, recordsSearch, transferSearch } from '#ui/search.ts'
import { DropSaved } from './drop-saved.tsx'
import { SaveView, type Kept } from './save-view.tsx'
import { useSaved } from './use-saved.ts'
import './saved.css'

type Screen = Exclude<SavedScreen, 'worklist'>

interface SavedFiltersProps {
  readonly screen: Screen
  /** The address as it stands. */
  readonly search: object
}

/** Filters of a list that the person has given a name, and the way to give one to those that stand in the address now. */
export function SavedFilters({ screen, search }: SavedFiltersProps) {
  const { t } = useText()
  const { views, drop } = useSaved(screen)
  const { event: _event, ...kept }: Record<string, string | number> = { ...search }
  const isNarrowed = Object.keys(kept).some((name) => name !== 'tab')
  if (views.length === 0 && !isNarrowed) return null
  return (
    <nav className="saved-filters" aria-label={t('worklist:saved.label')}>
      {views.map((view) => (
        <span key={view.id} className="saved-filter">
          <ScreenLink screen={screen} name={view.name} search={view.search} />
          <DropSaved name={view.name} onDrop={() => drop.mutate({ params: { id: view.id } })} />
        </span>
      ))}
      {isNarrowed && <SaveView screen={screen} kept={kept} />}
      <ProblemNotice error={drop.error} />
    </nav>
  )
}

interface ScreenLinkProps {
  readonly screen: Screen
  readonly name: string
  readonly search: Kept
}

/** What was saved is read as an address is: a filter that is not known any more falls away. */
function ScreenLink({ screen, name, search }: ScreenLinkProps) {
  const said = { className: 'clip', title: name }
  switch (screen) {
    case 'records':
      return (
        <Link to="/records" search={recordsSearch(search)} {...said}>
          {name}
        </Link>
      )
    case 'disposal':
      return (
        <Link to="/disposal" search={disposalSearch(search)} {...said}>
          {name}
        </Link>
      )
    case 'transfer':
      return (
        <Link to="/transfer" search={transferSearch(search)} {...said}>
          {name}
        </Link>
      )
    case 'audit':
      return (
        <Link to="/audit" search={auditSearch(search)} {...said}>
          {name}
        </Link>
      )
  }
}
