import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { usePages } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { HoldCard } from './hold-card.tsx'
import { PlaceStandingHold } from './place-standing-hold.tsx'
import { StandingHoldCard } from './standing-hold-card.tsx'

/** Asked anew while the engine works at the records of a hold. */
const WORKING_MS = 2_000

/** Whatever is held: classes and files with all that is in them, then single records. What was lifted is shown when asked for. */
export function HoldsTab() {
  const { t } = useText()
  const { state = 'open' } = useSearch({ from: '/shell/disposal' })
  const [isPlacing, setPlacing] = useState(false)
  const asked = state === 'open' ? 'standing' : 'lifted'
  const whole = usePages('GET /api/standing-holds', { query: { state: asked } }, workingMs)
  const single = usePages('GET /api/holds', { query: { state: asked, of: 'none' } })
  const wholes = whole.data?.pages.flatMap((page) => page.items) ?? []
  const singles = single.data?.pages.flatMap((page) => page.items) ?? []
  const first = whole.data?.pages[0]
  if (whole.isPending || single.isPending) return <Loading rows={6} />
  if (whole.error !== null) return <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />
  if (single.error !== null) return <ErrorState error={single.error} onRetry={() => void single.refetch()} />
  return (
    <>
      <div className="row spread">
        <StateSwitch state={state} />
        {first !== undefined && (
          <ActionButton action={first.allowedActions.place} onClick={() => setPlacing(true)}>
            {t('disposal:standing.place')}
          </ActionButton>
        )}
      </div>
      {wholes.length === 0 && singles.length === 0 && (
        <EmptyState title={t('disposal:holdsEmpty.title')} hint={t('disposal:holdsEmpty.hint')} />
      )}
      {wholes.length > 0 && <h2>{t('disposal:standing.title')}</h2>}
      {wholes.map((hold) => (
        <div key={hold.id} className="card">
          <StandingHoldCard hold={hold} />
        </div>
      ))}
      {first !== undefined && wholes.length > 0 && whole.hasNextPage && (
        <MoreButton
          shown={wholes.length}
          total={first.total}
          hasMore={whole.hasNextPage}
          isBusy={whole.isFetchingNextPage}
          onMore={() => void whole.fetchNextPage()}
        />
      )}
      {singles.length > 0 && <h2>{t('disposal:standing.singles')}</h2>}
      {singles.map((hold) => (
        <div key={hold.id} className="card">
          <HoldCard hold={hold} form="in-list" />
        </div>
      ))}
      {single.data.pages[0] !== undefined && singles.length > 0 && (
        <MoreButton
          shown={singles.length}
          total={single.data.pages[0].total}
          hasMore={single.hasNextPage}
          isBusy={single.isFetchingNextPage}
          onMore={() => void single.fetchNextPage()}
        />
      )}
      {isPlacing && first !== undefined && (
        <PlaceStandingHold onSite={first.allowedActions.placeOnSite} onClose={() => setPlacing(false)} />
      )}
    </>
  )
}

/** Those that stand, or those that were lifted; the choice stands in the address. */
function StateSwitch({ state }: { readonly state: 'open' | 'ended' }) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/disposal' })
  return (
    <Segmented
      aria-label={t('disposal:holdState.label')}
      value={state}
      options={(['open', 'ended'] as const).map((value) => ({
        value,
        label: t(`disposal:holdState.${value}`),
      }))}
      onChange={(value) => void navigate({ search: { tab: 'holds', state: value } })}
    />
  )
}

function workingMs(
  pages: readonly { readonly items: readonly Pick<StandingHoldView, 'work'>[] }[],
): number | undefined {
  return pages.some(({ items }) => items.some(({ work }) => work !== null)) ? WORKING_MS : undefined
}
