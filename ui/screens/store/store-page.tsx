import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { LocationsView } from '#api/contract/paper.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { BoxFormsButton } from '#ui/screens/box-forms/box-forms.tsx'
import { STORE_ROLES, STORE_TABS } from '#ui/search.ts'
import { CellPanel } from './cell-panel.tsx'
import { FindField } from './find-field.tsx'
import { FoundFiles } from './found-files.tsx'
import { StoreMap } from './store-map.tsx'
import { UnplacedTab } from './unplaced-tab.tsx'
import './store.css'

/** Where paper stands: a map of rooms, racks and cells, and the way to any file. */
export function StorePage() {
  const { t } = useText()
  const { roles } = useSession()
  const { tab = 'map' } = useSearch({ from: '/shell/store' })
  const navigate = useNavigate({ from: '/store' })
  const isOurs = STORE_ROLES.some((role) => roles.includes(role))
  return (
    <div className="page">
      <PageHead
        title={t('store:title')}
        actions={isOurs && <BoxFormsButton />}
        form={isOurs ? 'with-tabs' : 'plain'}
      >
        <p className="muted">{t('store:hint')}</p>
        {isOurs && (
          <Tabs
            activeKey={tab}
            onChange={(key) =>
              void navigate({ search: { tab: STORE_TABS.find((name) => name === key) ?? 'map' } })
            }
            tabBarStyle={{ margin: 0 }}
            items={STORE_TABS.map((name) => ({ key: name, label: t(`store:tab.${name}`) }))}
          />
        )}
      </PageHead>
      {isOurs && (tab === 'unplaced' ? <UnplacedTab /> : <Store />)}
      {!isOurs && <EmptyState title={t('store:notYours')} hint={t('store:notYoursHint')} />}
    </div>
  )
}

function Store() {
  const { t } = useText()
  const locations = useRead('GET /api/locations', {})
  return (
    <Answered query={locations} rows={10}>
      {(map) =>
        map.rooms.length === 0 ? (
          <EmptyState title={t('store:empty')} hint={t('store:emptyHint')} />
        ) : (
          <Rooms map={map} />
        )
      }
    </Answered>
  )
}

function Rooms({ map }: { readonly map: LocationsView }) {
  const { t } = useText()
  const { cell, q } = useSearch({ from: '/shell/store' })
  const navigate = useNavigate({ from: '/store' })
  const isCell = (barcode: string) =>
    map.rooms.some((room) => room.racks.some((rack) => rack.cells.some((one) => one.barcode === barcode)))
  const find = (text: string) =>
    void navigate({ search: text === '' ? {} : isCell(text) ? { cell: text } : { q: text }, replace: true })
  return (
    <div className="page-body store">
      <FindField key={`${cell ?? ''}${q ?? ''}`} initial={q ?? cell ?? ''} onFind={find} />
      <StoreMap map={map} chosen={cell} onChoose={(barcode) => find(barcode)} />
      <section className="store-side" aria-live="polite">
        {cell !== undefined ? (
          <CellPanel barcode={cell} />
        ) : q !== undefined ? (
          <FoundFiles words={q} />
        ) : (
          <EmptyState title={t('store:choose')} hint={t('store:chooseHint')} />
        )}
      </section>
    </div>
  )
}
