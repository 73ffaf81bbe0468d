import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** So long after the last letter one seems to have finished a word. */
const PAUSE_MS = 250

interface SearchBoxProps {
  /** What is looked for now, as it stands in the address. */
  readonly q: string
  readonly onSearch: (q: string | undefined) => void
  /** Goes on to what was found. */
  readonly onLeave: () => void
}

/** Searches as one types, but not in the midst of composing a character; `/` comes here, the arrow down goes on to the results. */
export function SearchBox({ q, onSearch, onLeave }: SearchBoxProps) {
  const { t } = useText()
  const box = useRef<InputRef>(null)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [words, setWords] = useState(q)
  const [adopted, setAdopted] = useState(q)
  const [sent, setSent] = useState(q)
  useKeys({ '/': () => box.current?.focus({ cursor: 'all' }) })
  if (q !== adopted) {
    setAdopted(q)
    // Another hand changed the address, such as the way back.
    if (q !== sent) setWords(q)
  }
  const send = (text: string) => {
    clearTimeout(pause.current)
    const asked = text.trim()
    if (asked === q) return
    setSent(asked)
    onSearch(asked === '' ? undefined : asked)
  }
  const sendSoon = (text: string) => {
    clearTimeout(pause.current)
    pause.current = setTimeout(() => send(text), PAUSE_MS)
  }
  return (
    <Input
      ref={box}
      allowClear
      data-page-search=""
      value={words}
      maxLength={200}
      aria-label={t('records:q')}
      placeholder={t('records:qHint')}
      style={{ width: 288 }}
      onChange={(event) => {
        setWords(event.target.value)
        const isComposing = event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing
        if (!isComposing) sendSoon(event.target.value)
      }}
      onCompositionEnd={(event) => sendSoon(event.currentTarget.value)}
      onClear={() => send('')}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          send(words)
        }
        if (event.key === 'ArrowDown') {
          event.preventDefault()
          onLeave()
        }
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}
