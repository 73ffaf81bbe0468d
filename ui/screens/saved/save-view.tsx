import { Button, Input, type InputRef } from 'antd'
import { useState } from 'react'
import type { SavedScreen } from '#domain/vocabulary.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What stands in an address: words and numbers by name. */
export type Kept = Readonly<Record<string, string | number>>

/** The field comes where its button was; whoever pressed that goes on there. */
function focus(input: InputRef | null): void {
  input?.focus()
}

/** Gives the filters of a screen a name. Asks for it in its own place. */
export function SaveView({ screen, kept }: { readonly screen: SavedScreen; readonly kept: Kept }) {
  const { t } = useText()
  const [name, setName] = useState<string>()
  const save = useAct('POST /api/views', { onDone: () => setName(undefined) })
  if (name === undefined) {
    return (
      <Button size="small" onClick={() => setName('')}>
        {t('worklist:saved.save')}
      </Button>
    )
  }
  const submit = () => save.mutate({ body: { screen, name: name.trim(), search: { ...kept } } })
  return (
    <span className="row grow">
      <Input
        ref={focus}
        size="small"
        maxLength={40}
        value={name}
        aria-label={t('worklist:saved.name')}
        placeholder={t('worklist:saved.name')}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={(event) => {
          event.preventDefault()
          if (name.trim() !== '') submit()
        }}
      />
      <Button
        size="small"
        type="primary"
        loading={save.isPending}
        disabled={name.trim() === ''}
        onClick={submit}
      >
        {t('worklist:saved.keep')}
      </Button>
      <ProblemNotice error={save.error} />
    </span>
  )
}
