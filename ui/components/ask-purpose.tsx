import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { PURPOSE_KINDS, type PurposeKind } from '#domain/personal-files.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from './choice.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface AskPurposeProps {
  readonly recordId: string
  readonly heading: 'h1' | 'h2'
  readonly onSaid: () => void
}

/** Takes the place of a person's file until it was said what it is opened for; the server asks, and remembers. */
export function AskPurpose({ recordId, heading: Heading, onSaid }: AskPurposeProps) {
  const { t } = useText()
  const [kind, setKind] = useState<PurposeKind>()
  const [words, setWords] = useState('')
  const say = useAct('POST /api/records/:id/purpose', { onDone: onSaid })
  const ids = { kind: useId(), text: useId() }
  const isReady = kind !== undefined && words.trim().length > 1
  return (
    <section className="page-body stack">
      <Heading>{t('record:purpose.title')}</Heading>
      <form
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) say.mutate({ params: { id: recordId }, body: { kind, text: words.trim() } })
        }}
      >
        <p className="muted">{t('record:purpose.rule')}</p>
        <div className="field">
          <label htmlFor={ids.kind}>{t('record:purpose.kind')}</label>
          <Choice
            id={ids.kind}
            value={kind ?? null}
            placeholder={t('record:purpose.choose')}
            options={PURPOSE_KINDS.map((value) => ({ value, label: t(`record:purpose.kinds.${value}`) }))}
            onChange={(value) => setKind(PURPOSE_KINDS.find((known) => known === value))}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.text}>{t('record:purpose.text')}</label>
          <Input
            id={ids.text}
            value={words}
            maxLength={300}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <ProblemNotice error={say.error} />
        <div>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={say.isPending}>
            {t('record:purpose.verb')}
          </Button>
        </div>
      </form>
    </section>
  )
}
