import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useText } from '#ui/i18n/use-text.ts'

interface FindFieldProps {
  readonly initial: string
  readonly onFind: (text: string) => void
}

/** One field for whatever the scanner reads: a cell, or the code on a box. */
export function FindField({ initial, onFind }: FindFieldProps) {
  const { t } = useText()
  const [text, setText] = useState(initial)
  const field = useRef<InputRef>(null)
  // What a scanner types goes to where the cursor is.
  useEffect(() => field.current?.focus(), [])
  return (
    <search className="store-find row">
      <Input
        className="barcode"
        value={text}
        maxLength={200}
        allowClear
        ref={field}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('store:find')}
        aria-label={t('store:find')}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onClear={() => onFind('')}
        onPressEnter={() => onFind(text.trim())}
      />
      <Button type="primary" onClick={() => onFind(text.trim())}>
        {t('store:findVerb')}
      </Button>
    </search>
  )
}
