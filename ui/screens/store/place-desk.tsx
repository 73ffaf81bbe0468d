import { Button, Checkbox, Input, type InputRef } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { PutAwayList } from './put-away-list.tsx'
import { usePuttingAway } from './use-putting-away.ts'

/** Boxes are put away one after another without the mouse: code, cell, and the cursor stands in the first field again. */
export function PlaceDesk() {
  const { t } = useText()
  const id = useId()
  const [code, setCode] = useState('')
  const [barcode, setBarcode] = useState('')
  const [staysWithCell, setStays] = useState(false)
  const codeField = useRef<InputRef>(null)
  const cellField = useRef<InputRef>(null)
  const { entries, put, moved } = usePuttingAway()
  // What a scanner types goes to where the cursor is.
  useEffect(() => codeField.current?.focus(), [])
  const act = () => {
    if (code === '') return codeField.current?.focus()
    if (barcode === '') return cellField.current?.focus()
    put(code, barcode)
    setCode('')
    if (!staysWithCell) setBarcode('')
    codeField.current?.focus()
  }
  const field = { className: 'barcode', autoComplete: 'off', spellCheck: false, onPressEnter: act }
  return (
    <section className="panel place-desk" aria-labelledby={`${id}-title`}>
      <div className="stack tight">
        <h2 id={`${id}-title`}>{t('store:desk.title')}</h2>
        <p className="muted">{t('store:desk.hint')}</p>
        <div className="field">
          <label htmlFor={`${id}-code`}>{t('store:desk.code')}</label>
          <Input
            {...field}
            ref={codeField}
            id={`${id}-code`}
            value={code}
            maxLength={200}
            onChange={(event) => setCode(event.target.value.trim())}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-cell`}>{t('paper:cell.label')}</label>
          <Input
            {...field}
            ref={cellField}
            id={`${id}-cell`}
            value={barcode}
            maxLength={60}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setBarcode(event.target.value.trim())}
          />
        </div>
        <div className="row">
          <Button type="primary" disabled={code === '' || barcode === ''} onClick={act}>
            {t('store:give.nowhere')}
          </Button>
          <Checkbox checked={staysWithCell} onChange={(event) => setStays(event.target.checked)}>
            {t('store:desk.stay')}
          </Checkbox>
        </div>
      </div>
      <PutAwayList entries={entries} onMoved={moved} />
    </section>
  )
}
