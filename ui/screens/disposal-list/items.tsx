import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ListDetailView, ListItemView } from '#api/contract/disposal.ts'
import { TERM_ANSWERS, VERDICTS } from '#domain/vocabulary.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { ProposalText } from '#ui/components/proposal-text.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { AnswerCell } from './answer-cell.tsx'
import type { Answers } from './use-answers.ts'
import type { Verdicts } from './use-verdicts.ts'
import { VerdictCell } from './verdict-cell.tsx'

interface ItemsProps {
  readonly list: ListDetailView
  readonly verdicts: Verdicts
  readonly answers: Answers
}

/** Rows drawn at once: a list may have thousands. */
const PAGE_SIZE = 100

/** The items in order of their codes; those that left stay in sight, struck through, with the reason. */
export function Items({ list, verdicts, answers }: ItemsProps) {
  const text = useText()
  const { t } = text
  const [shown, setShown] = useState(PAGE_SIZE)
  return (
    <section className="stack tight">
      {verdicts.isAsked && (
        <div className="row wrap">
          <strong>{t('list:verdict.all')}</strong>
          {VERDICTS.map((verdict) => (
            <Button key={verdict} size="small" onClick={() => verdicts.putAll(verdict)}>
              {t(`vocabulary:verdict.${verdict}`)}
            </Button>
          ))}
          <span className="muted">{t('list:verdict.missing', { count: verdicts.missing })}</span>
        </div>
      )}
      {answers.isAsked && <TickedAnswers answers={answers} />}
      <div className="row end">
        <ExportMenu
          size="small"
          addressOf={(format, language) =>
            exportAddress({ what: 'list-items', id: list.id, format, language })
          }
        />
      </div>
      <DataTable
        caption={t('list:items')}
        items={list.items.slice(0, shown)}
        keyOf={(item) => item.recordId}
        columns={columnsOf(text, verdicts, answers)}
        classOf={(item) => (item.state === 'left' ? 'item-left' : '')}
        {...(answers.isAsked
          ? {
              selection: {
                keys: answers.ticked,
                onChange: answers.setTicked,
                isClosed: (item: ListItemView) => !answers.isOpen(item),
                labelOf: (item: ListItemView) => item.archivalCode,
              },
            }
          : {})}
      />
      {list.items.length > shown && (
        <MoreButton
          shown={shown}
          total={{ count: list.items.length, isCapped: false }}
          hasMore
          isBusy={false}
          onMore={() => setShown(shown + PAGE_SIZE)}
        />
      )}
    </section>
  )
}

/** One answer for all that is ticked; a refusal's reason is asked for in each row. */
function TickedAnswers({ answers }: { readonly answers: Answers }) {
  const { t } = useText()
  return (
    <div className="row wrap">
      <strong>{t('list:terms.ticked', { count: answers.ticked.length })}</strong>
      {TERM_ANSWERS.map((answer) => (
        <Button
          key={answer}
          size="small"
          disabled={answers.ticked.length === 0}
          onClick={() => answers.put(answers.ticked, { answer })}
        >
          {t(`list:terms.answer.${answer}`)}
        </Button>
      ))}
      <span className="muted">{t('list:terms.missing', { count: answers.missing })}</span>
    </div>
  )
}

function columnsOf(text: Text, verdicts: Verdicts, answers: Answers): readonly Column<ListItemView>[] {
  const { t } = text
  const shared: readonly Column<ListItemView>[] = [
    {
      title: t('archivalCode'),
      width: 228,
      render: (item) => <Clipped className="code" text={item.archivalCode} />,
    },
    {
      title: t('title'),
      render: (item) => (
        <>
          <Link to="/records/$recordId" params={{ recordId: item.recordId }}>
            <Clipped text={item.title} />
          </Link>
          {item.proposal?.reason === 'sampled' && <Tag tone="info">{t('list:samples.tag')}</Tag>}
        </>
      ),
    },
    { title: t('endsOn'), width: 98, render: (row) => row.retentionEndsOn },
    { title: t('pages'), width: 60, align: 'right', render: (item) => item.pages ?? '–' },
  ]
  if (verdicts.isAsked) {
    return [
      ...shared,
      {
        title: t('list:verdict.mine'),
        width: 240,
        render: (item) =>
          verdicts.isOpen(item) ? <VerdictCell item={item} verdicts={verdicts} /> : opinionsOf(item, text),
      },
    ]
  }
  if (answers.isAsked) {
    // The boxes to tick take the room of the pages.
    return [
      ...shared.filter(({ title }) => title !== t('pages')),
      {
        title: t('list:terms.title'),
        width: 216,
        render: (item) =>
          answers.isOpen(item) ? <AnswerCell item={item} answers={answers} /> : opinionsOf(item, text),
      },
    ]
  }
  return [...shared, { title: t('list:verdict.title'), width: 176, render: (item) => opinionsOf(item, text) }]
}

function leftText(item: ListItemView, { t, say }: Text) {
  const reason = item.leaveReason === null ? '' : t(`vocabulary:leave.${item.leaveReason}`)
  const by =
    item.authorisedBy === null ? '' : t('list:terms.authorisedBy', { name: say(item.authorisedBy.name) })
  return <span className="muted">{[item.leftOn, reason, by].filter(Boolean).join(' ')}</span>
}

function opinionsOf(item: ListItemView, text: Text) {
  const { t, say } = text
  if (item.state === 'left') return leftText(item, text)
  if (item.state === 'destroyed') return <Tag tone="over">{t('vocabulary:item.destroyed')}</Tag>
  if (item.state === 'destroying') return <Tag tone="over">{t('vocabulary:item.destroying')}</Tag>
  if (item.proposal !== null) return <ProposalText proposal={item.proposal} />
  if (item.opinions.length === 0) return <span className="faint">{t('list:verdict.none')}</span>
  const destroying = item.opinions.filter((opinion) => opinion.verdict === 'destroy').length
  const whole = item.opinions
    .map(
      (opinion) =>
        `${say(opinion.by.name)}: ${t(`vocabulary:verdict.${opinion.verdict}`)}${opinion.reason === null ? '' : ` (${opinion.reason})`}`,
    )
    .join('\n')
  return (
    <span title={whole}>
      {destroying === item.opinions.length
        ? t('list:verdict.unanimous', { count: destroying })
        : t('list:verdict.split', { destroy: destroying, all: item.opinions.length })}
    </span>
  )
}
