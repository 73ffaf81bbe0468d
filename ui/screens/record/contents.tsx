import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RecordDetailView } from '#api/contract/records.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { AddObjects } from './add-objects.tsx'
import { ObjectFacts } from './object-facts.tsx'
import { Viewer } from './viewer.tsx'

type DigitalObject = RecordDetailView['items'][number]

/** The files of a record, the pages of one, and what is known of it. */
export function Contents({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const { object, page, q } = useSearch({ from: '/shell/records/$recordId' })
  const navigate = useNavigate({ from: '/records/$recordId' })
  const shown = record.items.filter((item) => item.role !== 'thumbnail')
  const chosen = shown.find((item) => item.id === object) ?? shown[0]
  return (
    <div className="contents">
      <section className="contents-list" aria-label={t('record:objects')}>
        {record.allowedActions.addObjects.allowed && record.carrier === 'electronic' && (
          <AddObjects recordId={record.id} />
        )}
        <ul>
          {shown.map((item) => (
            <li key={item.id}>
              <ObjectRow
                item={item}
                isChosen={item.id === chosen?.id}
                onChoose={() =>
                  void navigate({ search: { tab: 'contents', object: item.id }, replace: true })
                }
              />
            </li>
          ))}
        </ul>
      </section>
      {chosen === undefined ? (
        <EmptyState title={t('record:noObjects')} hint={t('record:noObjectsHint')} />
      ) : (
        <>
          <Viewer
            key={chosen.id}
            item={chosen}
            at={page === undefined || chosen.id !== object ? undefined : { page, q }}
          />
          <ObjectFacts key={`facts-${chosen.id}`} item={chosen} recordId={record.id} />
        </>
      )}
    </div>
  )
}

interface ObjectRowProps {
  readonly item: DigitalObject
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function ObjectRow({ item, isChosen, onChoose }: ObjectRowProps) {
  const { t } = useText()
  return (
    <button type="button" className="object-row" aria-current={isChosen} onClick={onChoose}>
      {item.thumbnailUrl === null ? (
        <span className="thumb blank" aria-hidden="true" />
      ) : (
        <img className="thumb" src={item.thumbnailUrl} alt="" loading="lazy" />
      )}
      <span className="grow">
        <Clipped text={item.name ?? t('record:destroyedName')} />
        <span className="faint">
          {item.pages !== null && `${t('pagesCount', { count: item.pages })} · `}
          {sizeText(item.sizeBytes)}
        </span>
        <span className="row wrap">
          {item.shown !== 'itself' && <Tag tone="info">{t(`record:variants.shown.${item.shown}`)}</Tag>}
          {item.isDestroyed && <Tag tone="over">{t('record:objectDestroyed')}</Tag>}
          {(item.findings?.length ?? 0) > 0 && (
            <Tag tone="soon">{t('record:findings', { count: item.findings?.length ?? 0 })}</Tag>
          )}
        </span>
      </span>
    </button>
  )
}
