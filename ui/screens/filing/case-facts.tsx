import type { CaseView } from '#api/contract/filings.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What a case is about and what was said in it so far. */
export function CaseFacts({ one }: { readonly one: CaseView }) {
  const { t, say } = useText()
  const said = (text: { readonly by: { readonly name: CaseView['unitName'] }; readonly on: string }) =>
    t('filing:case.said', { name: say(text.by.name), on: text.on })
  return (
    <dl className="dl">
      <dt>{t('filing:late.period')}</dt>
      <dd>
        <span className="code">{one.classCode}</span> {say(one.className)} ·{' '}
        {t('filing:late.span', { from: one.fromOn, to: one.toOn })} ·{' '}
        {t('filing:case.wasDue', { on: one.dueOn })}
      </dd>
      <dt>{t('filing:case.head')}</dt>
      <dd>{say(one.head.name)}</dd>
      <dt>{t('filing:case.direct')}</dt>
      <dd>{say(one.direct.name)}</dd>
      <dt>{t('filing:case.order')}</dt>
      <dd>
        {one.order === null ? (
          <span className="muted">{t('filing:case.notYet')}</span>
        ) : (
          <>
            {one.order.text} <span className="muted">{said(one.order)}</span>{' '}
            <Tag tone={one.isOverdue ? 'over' : 'plain'}>
              {t('filing:case.until', { on: one.order.dueOn })}
            </Tag>
          </>
        )}
      </dd>
      {one.reply !== null && (
        <>
          <dt>{t('filing:case.reply')}</dt>
          <dd>
            {one.reply.text} <span className="muted">{said(one.reply)}</span>
          </dd>
        </>
      )}
      {one.correctedOn !== null && (
        <>
          <dt>{t('filing:case.corrected')}</dt>
          <dd>{one.correctedOn}</dd>
        </>
      )}
      {one.result !== null && (
        <>
          <dt>{t('filing:case.result')}</dt>
          <dd>
            {one.result.text} <span className="muted">{said(one.result)}</span>
          </dd>
        </>
      )}
    </dl>
  )
}
