import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { CodeGapView, CodeSequenceView } from '#api/contract/codes.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DataTable } from '#ui/components/data-table.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** The numbers of a sequence that stand on nothing, each with its reason or waiting for one. */
export function Gaps({ sequence }: { readonly sequence: CodeSequenceView }) {
  const { t, say } = useText()
  const { fondsId, year, block } = sequence
  const gaps = useRead('GET /api/codes/gaps', { query: { fondsId, year, block } })
  const [explaining, setExplaining] = useState<CodeGapView>()
  return (
    <section className="card stack">
      <h2>
        {t('codes:gapsOf')} <span className="code">{block}</span>
      </h2>
      <Answered query={gaps}>
        {({ items, isCapped }) =>
          items.length === 0 ? (
            <EmptyState title={t('codes:noGaps')} hint={t('codes:noGapsHint')} />
          ) : (
            <>
              <DataTable
                caption={t('codes:gapsOf')}
                items={items}
                keyOf={({ code, number }) => `${number}/${code}`}
                columns={[
                  { title: t('codes:code'), width: 300, render: (gap) => <Code gap={gap} /> },
                  {
                    title: t('codes:state'),
                    width: 150,
                    render: ({ state }) => <Tag tone={TONES[state] ?? 'plain'}>{t(`codes:is.${state}`)}</Tag>,
                  },
                  {
                    title: t('codes:why'),
                    render: (gap) =>
                      gap.reason === null ? (
                        <Button size="small" onClick={() => setExplaining(gap)}>
                          {t('codes:explain')}…
                        </Button>
                      ) : (
                        <>
                          {say(gap.reason)}
                          {gap.codeNow !== null && gap.codeNow !== gap.code && (
                            <>
                              {' → '}
                              <span className="code">{gap.codeNow}</span>
                            </>
                          )}
                        </>
                      ),
                  },
                  {
                    title: t('codes:by'),
                    width: 180,
                    render: ({ state, explainedBy, explainedOn }) =>
                      explainedBy === null
                        ? t(OPEN.includes(state) ? 'codes:byNobody' : 'codes:bySystem')
                        : `${explainedOn ?? ''} ${say(explainedBy.name)}`,
                  },
                ]}
              />
              {isCapped && <p className="muted">{t('codes:capped', { count: items.length })}</p>}
            </>
          )
        }
      </Answered>
      {explaining !== undefined && <Explain gap={explaining} onClose={() => setExplaining(undefined)} />}
    </section>
  )
}

/** What the system says nothing of. */
const OPEN: readonly CodeGapView['state'][] = ['missing', 'reserved', 'reservation-released']

const TONES: Readonly<Partial<Record<CodeGapView['state'], TagTone>>> = {
  missing: 'soon',
  reserved: 'info',
  explained: 'ok',
}

function Code({ gap }: { readonly gap: CodeGapView }) {
  const shown = <span className="code">{gap.code}</span>
  return gap.recordId === null ? (
    shown
  ) : (
    <Link to="/records/$recordId" params={{ recordId: gap.recordId }}>
      {shown}
    </Link>
  )
}

interface ExplainProps {
  readonly gap: CodeGapView
  readonly onClose: () => void
}

function Explain({ gap, onClose }: ExplainProps) {
  const { t } = useText()
  const { fondsId, year, block, number, code } = gap
  const explain = useAct('POST /api/codes/explanations', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('codes:explainTitle', { code })}
      rule={t('codes:explainRule')}
      verb={t('codes:explain')}
      isBusy={explain.isPending}
      error={explain.error}
      onClose={onClose}
      onConfirm={(reason) => explain.mutate({ body: { fondsId, year, block, number, reason } })}
    />
  )
}
