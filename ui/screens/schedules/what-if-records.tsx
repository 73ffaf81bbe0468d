import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Fragment, useId, useState } from 'react'
import type { ScheduleVersionView, WhatIfRecordView, WhatIfView } from '#api/contract/schedules.ts'
import { usePages } from '#ui/client/hooks.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { Clipped } from '#ui/components/clipped.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { MOVEMENT_KINDS } from '#ui/search.ts'
import type { MovementKind } from './movement-series.ts'
import { useNarrowing } from './use-narrowing.ts'

const TONES: Readonly<Record<MovementKind, TagTone>> = {
  same: 'plain',
  later: 'ok',
  earlier: 'soon',
  conflict: 'soon',
  cannot_evaluate: 'info',
}
const PAGE = 50

interface WhatIfRecordsProps {
  readonly version: ScheduleVersionView
  readonly whatIf: WhatIfView
}

/** The records behind the marks, each with its date before and after and the reason of the new one. */
export function WhatIfRecords({ version, whatIf }: WhatIfRecordsProps) {
  const { t } = useText()
  const { search } = useNarrowing()
  const { kind, classCode, unitId, dueFrom, dueTo, shiftFrom, shiftTo } = search
  const query = { kind, classCode, unitId, dueFrom, dueTo, shiftFrom, shiftTo, limit: PAGE }
  const records = usePages('GET /api/schedules/:id/what-if/records', {
    params: { id: version.id },
    query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
  })
  const items = records.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="stack tight" aria-labelledby="what-if-records">
      <div className="row spread wrap">
        <h2 id="what-if-records">{t('schedules:whatIf.records')}</h2>
        <Narrowed whatIf={whatIf} />
      </div>
      {records.isPending && <Loading rows={6} />}
      {records.error !== null && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {records.data !== undefined && items.length === 0 && !records.hasNextPage && (
        <EmptyState title={t('schedules:whatIf.noRecords')} hint={t('schedules:whatIf.noRecordsHint')} />
      )}
      {items.length > 0 && <Movements items={items} />}
      {records.hasNextPage && (
        <div className="more">
          <Button loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** What narrows the list, in words that can be taken away again. */
function Narrowed({ whatIf }: { readonly whatIf: WhatIfView }) {
  const { t, say } = useText()
  const { search, put } = useNarrowing()
  const unit = whatIf.byUnit.find(({ id }) => id === search.unitId)
  const span = (from: number | undefined, to: number | undefined) =>
    from === to ? String(from) : `${from}–${to}`
  const chips: readonly { readonly text: string; readonly off: Parameters<typeof put>[0] }[] = [
    ...(search.classCode === undefined ? [] : [{ text: search.classCode, off: { classCode: undefined } }]),
    ...(search.unitId === undefined
      ? []
      : [{ text: unit === undefined ? t('unit') : say(unit.name), off: { unitId: undefined } }]),
    ...(search.dueFrom === undefined
      ? []
      : [
          {
            text: t('schedules:whatIf.dueIn', { span: span(search.dueFrom, search.dueTo) }),
            off: { dueFrom: undefined, dueTo: undefined },
          },
        ]),
    ...(search.shiftFrom === undefined
      ? []
      : [
          {
            text: t('schedules:whatIf.shiftedBy', { span: span(search.shiftFrom, search.shiftTo) }),
            off: { shiftFrom: undefined, shiftTo: undefined },
          },
        ]),
  ]
  return (
    <div className="row wrap">
      {chips.map(({ text, off }) => (
        <Button
          key={text}
          size="small"
          aria-label={t('schedules:whatIf.unnarrow', { what: text })}
          onClick={() => put(off)}
        >
          {text} ×
        </Button>
      ))}
      <FilterSelect
        label={t('schedules:movement.label')}
        width={150}
        value={search.kind}
        options={MOVEMENT_KINDS.map((kind) => ({ value: kind, label: t(`schedules:movement.${kind}`) }))}
        onChange={(kind) => put({ kind })}
      />
    </div>
  )
}

function Movements({ items }: { readonly items: readonly WhatIfRecordView[] }) {
  const { t } = useText()
  const [openId, setOpenId] = useState<string>()
  return (
    <div className="panel table-frame">
      <table className="data-table">
        <caption className="visually-hidden">{t('schedules:whatIf.records')}</caption>
        <colgroup>
          <col width={216} />
          <col />
          <col width={88} />
          <col width={232} />
          <col width={104} />
          <col width={120} />
          <col width={84} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('archivalCode')}</th>
            <th scope="col">{t('title')}</th>
            <th scope="col">{t('class')}</th>
            <th scope="col">{t('schedules:whatIf.way')}</th>
            <th scope="col" className="right">
              {t('schedules:whatIf.by')}
            </th>
            <th scope="col">{t('schedules:movement.label')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('schedules:whatIf.why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Movement
              key={item.recordId}
              item={item}
              isOpen={item.recordId === openId}
              onToggle={() => setOpenId(item.recordId === openId ? undefined : item.recordId)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MovementProps {
  readonly item: WhatIfRecordView
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Movement({ item, isOpen, onToggle }: MovementProps) {
  const { t, lines } = useText()
  const id = useId()
  const [first, ...why] = lines(item.explanation)
  return (
    <Fragment>
      <tr>
        <td>
          <Clipped className="code" text={item.archivalCode ?? t('uncoded')} />
        </td>
        <td>
          <Link to="/records/$recordId" params={{ recordId: item.recordId }} search={{ tab: 'retention' }}>
            <Clipped text={item.title} />
          </Link>
        </td>
        <td className="code">{item.classCode}</td>
        <td className="nowrap">
          <Position position={item.from} /> <span className="faint">→</span>{' '}
          <strong>
            <Position position={item.to} />
          </strong>
        </td>
        <td className="right">{item.days === null ? '–' : movedText(t, item.days, item)}</td>
        <td>
          <Tag tone={TONES[item.kind]}>{t(`schedules:movement.${item.kind}`)}</Tag>
        </td>
        <td>
          <Button
            size="small"
            type="text"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={t('schedules:whatIf.whyOf', { title: item.title })}
            onClick={onToggle}
          >
            {t('schedules:whatIf.why')}
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr className="opened" id={id}>
          <td colSpan={7}>
            <p>
              <strong>{first}</strong>
            </p>
            <ol className="why">
              {why.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
            {item.isListed && <p className="muted">{t('schedules:whatIf.listed')}</p>}
          </td>
        </tr>
      )}
    </Fragment>
  )
}

function Position({ position }: { readonly position: WhatIfRecordView['from'] }) {
  const { t } = useText()
  return <>{position.endsOn ?? t(`vocabulary:retention.${position.verdict}`)}</>
}

/** In years where the day of the year stays, as it does wherever a term is counted from 1 January; else in days. */
function movedText(t: Text['t'], days: number, { from, to }: Pick<WhatIfRecordView, 'from' | 'to'>): string {
  const [before, after] = [from.endsOn, to.endsOn]
  if (days !== 0 && before !== null && after !== null && before.slice(4) === after.slice(4))
    return t('schedules:whatIf.years', {
      n: signedText(Number(after.slice(0, 4)) - Number(before.slice(0, 4))),
    })
  return t('schedules:whatIf.days', { n: signedText(days) })
}

function signedText(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0'
}
