import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '#ui/client/hooks.ts'
import { DataTable } from '#ui/components/data-table.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DecideMark, type DecideMarkProps } from './decide-mark.tsx'

/** As many as are decided in a day; the next ones follow. */
const AT_ONCE = 200

/** Records that are closed because their content bears the mark of a state secret: the security administrator decides. */
export function MarksTab() {
  const { t, say } = useText()
  const marks = useRead('GET /api/quarantine', { query: { limit: AT_ONCE } })
  const [deciding, setDeciding] = useState<Pick<DecideMarkProps, 'recordId' | 'finding'>>()
  const close = () => setDeciding(undefined)
  return (
    <section className="card stack">
      <h2>{t('codes:mark.title')}</h2>
      <p className="muted">{t('codes:mark.hint')}</p>
      <Answered query={marks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('codes:mark.none')} hint={t('codes:mark.noneHint')} />
          ) : (
            <DataTable
              caption={t('codes:mark.title')}
              items={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('codes:mark.code'),
                  render: ({ archivalCode }) => (
                    <span className="code">{archivalCode ?? t('codes:mark.uncoded')}</span>
                  ),
                },
                { title: t('codes:mark.classCode'), width: 120, render: ({ classCode }) => classCode },
                { title: t('codes:mark.unit'), width: 180, render: ({ unitName }) => say(unitName) },
                {
                  title: t('codes:mark.state'),
                  width: 190,
                  render: ({ quarantine }) => (
                    <Tag tone={quarantine === 'found' ? 'soon' : 'over'}>{t(`codes:mark.${quarantine}`)}</Tag>
                  ),
                },
                {
                  title: t('settings:access.act'),
                  width: 260,
                  render: ({ id, quarantine }) =>
                    quarantine === 'found' && (
                      <span className="row">
                        <Button
                          size="small"
                          onClick={() => setDeciding({ recordId: id, finding: 'no-secret' })}
                        >
                          {t('codes:mark.lift')}…
                        </Button>
                        <Button
                          size="small"
                          danger
                          onClick={() => setDeciding({ recordId: id, finding: 'secret' })}
                        >
                          {t('codes:mark.declare')}…
                        </Button>
                      </span>
                    ),
                },
              ]}
            />
          )
        }
      </Answered>
      {deciding !== undefined && <DecideMark {...deciding} onClose={close} onDone={close} />}
    </section>
  )
}
