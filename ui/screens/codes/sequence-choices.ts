import type { CodesView } from '#api/contract/codes.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** What a sequence of codes may be of: fonds, classes that still take records in, and units. */
export function useSequenceChoices(fonds: CodesView['fonds']) {
  const { say } = useText()
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const units = useRead('GET /api/units', {}).data?.items ?? []
  return {
    fonds: fonds.map(({ id, code, name }) => ({ value: id, label: `${code} ${say(name)}` })),
    classes: classes
      .filter(({ isActive }) => isActive)
      .map(({ code, title }) => ({ value: code, label: `${code} ${title}` })),
    units: units.map(({ id, name }) => ({ value: id, label: say(name) })),
  }
}
