import { useEffect, useEffectEvent } from 'react'

/** Keys of a screen, told by what they write (`j`, `?`). They rest while somebody types, a dialog is open or a modifier is held. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** Ctrl-Enter out of the fields of a form, where single letters rest: who types need not go to the button. */
export function useFormKey(act: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isCalled = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing
    if (!isCalled || !(event.target instanceof Element) || event.target.closest('.form') === null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || document.querySelector('dialog[open]') !== null) return true
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target.matches(
      'input:not([type="checkbox"]), textarea, select, [role="combobox"], [role="menu"], [role="listbox"]',
    )
  )
    return true
  return event.key === 'Enter' && target.matches('a, button, [role="tab"]')
}
