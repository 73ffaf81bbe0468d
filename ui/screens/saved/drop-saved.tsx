import { useText } from '#ui/i18n/use-text.ts'

/** Drops what was saved under a name. */
export function DropSaved({ name, onDrop }: { readonly name: string; readonly onDrop: () => void }) {
  const { t } = useText()
  return (
    <button type="button" className="drop" aria-label={t('worklist:saved.drop', { name })} onClick={onDrop}>
      ×
    </button>
  )
}
