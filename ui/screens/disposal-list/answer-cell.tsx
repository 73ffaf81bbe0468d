import { Input, Select } from 'antd'
import type { ListItemView } from '#api/contract/disposal.ts'
import type { TermAnswer } from '#domain/state.ts'
import { TERM_ANSWERS } from '#domain/vocabulary.ts'
import { ProposalText } from '#ui/components/proposal-text.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { Answers } from './use-answers.ts'

/** The second person's word on one proposal; a refusal asks for its reason. */
export function AnswerCell({ item, answers }: { readonly item: ListItemView; readonly answers: Answers }) {
  const { t } = useText()
  const given = answers.given.get(item.recordId)
  if (item.proposal === null) return null
  return (
    <div className="stack tight">
      <ProposalText proposal={item.proposal} />
      <Select<TermAnswer['answer']>
        size="small"
        aria-label={t('list:terms.of', { code: item.archivalCode })}
        placeholder={t('list:verdict.choose')}
        value={given?.answer ?? null}
        options={TERM_ANSWERS.map((answer) => ({ value: answer, label: t(`list:terms.answer.${answer}`) }))}
        onChange={(answer) => answers.put([item.recordId], { ...given, answer })}
      />
      {given?.answer === 'refused' && (
        <Input
          size="small"
          maxLength={2000}
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={given.reason ?? ''}
          onChange={(event) =>
            answers.put([item.recordId], { answer: 'refused', reason: event.target.value })
          }
        />
      )}
    </div>
  )
}
