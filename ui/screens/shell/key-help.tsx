import { useState } from 'react'
import { Dialog } from '#ui/components/dialog.tsx'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'

const KEYS = ['Ctrl K', '/', '1 … 6', 'j', 'k', 'Enter', 'c', 'e', 'Ctrl Enter', 'x', '?'] as const
const NAMES: Readonly<Record<(typeof KEYS)[number], string>> = {
  'Ctrl K': 'searchAll',
  '/': 'search',
  '1 … 6': 'view',
  j: 'next',
  k: 'previous',
  Enter: 'open',
  c: 'claim',
  e: 'complete',
  'Ctrl Enter': 'send',
  x: 'tick',
  '?': 'help',
}

/** All keys of the product, by `?`. */
export function KeyHelp() {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true) })
  if (!isOpen) return null
  return (
    <Dialog title={t('shell:keys.title')} onClose={() => setOpen(false)}>
      <dl className="keys">
        {KEYS.map((key) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{t(`shell:keys.${NAMES[key]}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
