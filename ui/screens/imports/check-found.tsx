import { Button } from 'antd'
import type { FaultyRowView, ImportDetailView } from '#api/contract/imports.ts'
import { IMPORT_FIELDS } from '#domain/import-columns.ts'
import { faultWords, IMPORT_FAULTS, type ImportFaultCode } from '#domain/import-faults.ts'
import { importFaultsAddress } from '#ui/client/addresses.ts'
import { usePages } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { numberText } from '#ui/components/figures.ts'
import { Icon } from '#ui/components/icon.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface CheckFoundProps {
  readonly view: ImportDetailView
  readonly faulty: number
}

/** What the dry run found: how much is good, what is wrong, and where. */
export function CheckFound({ view, faulty }: CheckFoundProps) {
  const { t } = useText()
  const figures = [
    ['rows', view.rows ?? 0],
    ['good', view.goodRows ?? 0],
    ['faulty', faulty],
  ] as const
  return (
    <section className="card" aria-labelledby="import-found">
      <div className="row spread">
        <h2 id="import-found">{t('imports:found')}</h2>
        {faulty > 0 && (
          <Button icon={<Icon name="download" />} href={importFaultsAddress(view.id)}>
            {t('imports:errorFile')}
          </Button>
        )}
      </div>
      <dl className="import-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`imports:${name}`)}</dt>
            <dd>{numberText(value)}</dd>
          </div>
        ))}
      </dl>
      {faulty === 0 ? <p className="muted">{t('imports:allGood')}</p> : <Faults view={view} />}
    </section>
  )
}

function Faults({ view }: { readonly view: ImportDetailView }) {
  const text = useText()
  const { t, say } = text
  const rows = usePages('GET /api/imports/:id/faults', { params: { id: view.id } })
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  const kinds = Object.entries(view.faults).filter((entry): entry is [ImportFaultCode, number] =>
    isFaultCode(entry[0]),
  )
  return (
    <>
      <ul className="fault-kinds">
        {kinds.map(([code, count]) => (
          <li key={code}>
            <span>{say(faultWords({ code }).reason)}</span> <strong>{numberText(count)}</strong>
          </li>
        ))}
      </ul>
      <Answered query={rows}>
        {({ pages: [first] }) => (
          <>
            <DataTable
              caption={t('imports:faultyRows')}
              items={items}
              keyOf={({ number }) => String(number)}
              columns={columnsOf(text)}
            />
            {first !== undefined && (
              <MoreButton
                shown={items.length}
                total={first.total}
                hasMore={rows.hasNextPage}
                isBusy={rows.isFetchingNextPage}
                onMore={() => void rows.fetchNextPage()}
              />
            )}
          </>
        )}
      </Answered>
    </>
  )
}

function isFaultCode(code: string): code is ImportFaultCode {
  return Object.hasOwn(IMPORT_FAULTS, code)
}

function columnsOf({ t, say }: Text): readonly Column<FaultyRowView>[] {
  const fieldName = (field: string | null) => {
    const known = IMPORT_FIELDS.find((one) => one === field)
    return known === undefined ? t('imports:wholeRow') : t(`imports:field.${known}`)
  }
  const told = (faults: FaultyRowView['faults']) =>
    faults.map(({ field, code, detail }) => {
      const words = faultWords({ code, ...(detail === undefined ? {} : { detail }) })
      return {
        key: `${field} ${code}`,
        field: fieldName(field),
        reason: say(words.reason),
        fix: say(words.fix),
      }
    })
  return [
    { title: t('imports:row'), width: 80, align: 'right', render: ({ number }) => numberText(number) },
    {
      title: t('archivalCode'),
      width: 220,
      render: ({ code }) => <span className="code clip">{code ?? '–'}</span>,
    },
    {
      title: t('imports:fault'),
      render: ({ faults }) => (
        <ul className="row-faults">
          {told(faults).map(({ key, field, reason }) => (
            <li key={key}>
              {field}
              {t('imports:colon')}
              {reason}
            </li>
          ))}
        </ul>
      ),
    },
    {
      title: t('imports:fix'),
      render: ({ faults }) => (
        <ul className="row-faults muted">
          {told(faults).map(({ key, fix }) => (
            <li key={key}>{fix}</li>
          ))}
        </ul>
      ),
    },
  ]
}
