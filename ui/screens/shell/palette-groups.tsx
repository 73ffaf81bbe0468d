import type { ReactNode } from 'react'
import type { FindView } from '#api/contract/find.ts'
import type { IconName } from '#ui/components/icon.tsx'
import { Marked } from '#ui/components/marked.tsx'
import type { Text } from '#ui/i18n/use-text.ts'
import type { Target } from './palette-target.tsx'
import type { Entry } from './use-entries.ts'

export interface PaletteHit {
  readonly key: string
  readonly icon: IconName
  readonly title: ReactNode
  readonly note: string
  readonly target: Target
}

export interface PaletteGroup {
  readonly name: string
  readonly hits: readonly PaletteHit[]
}

interface Looked {
  readonly q: string
  readonly found: FindView | undefined
  readonly pages: readonly Entry[]
  /** Whether a person leads to what they did, as for an auditor, or to their unit. */
  readonly people: 'acts' | 'unit'
}

/** What was found, by kind, the pages of the product among it; without words the pages alone. */
export function paletteGroups(text: Text, looked: Looked): readonly PaletteGroup[] {
  const { t } = text
  const { q, found, pages } = looked
  const said = q.toLowerCase()
  const named = pages.filter((entry) => entry.text.toLowerCase().includes(said))
  const groups: readonly PaletteGroup[] = [
    ...(found === undefined ? [] : foundGroups(text, looked, found)),
    {
      name: t('shell:palette.pages'),
      hits: named.map((entry) => ({
        key: entry.to,
        icon: entry.icon,
        title: entry.text,
        note: '',
        target: { kind: 'page', to: entry.to },
      })),
    },
  ]
  return groups.filter(({ hits }) => hits.length > 0)
}

function foundGroups(text: Text, looked: Looked, found: FindView): readonly PaletteGroup[] {
  const { t, say } = text
  return [
    { name: t('shell:palette.records'), hits: recordHits(text, looked, found) },
    {
      name: t('shell:palette.stubs'),
      hits: found.stubs.map(({ id, code, custodyCode, classCode, year, formingUnitName }) => ({
        key: id,
        icon: 'hold' as const,
        title: code ?? custodyCode,
        note: `${classCode} · ${year} · ${say(formingUnitName)}`,
        target: { kind: 'stub' as const, custodyCode },
      })),
    },
    {
      name: t('shell:palette.tasks'),
      hits: found.tasks.map(({ id, title, stepName, dueOn }) => ({
        key: id,
        icon: 'inbox' as const,
        title,
        note: `${say(stepName)} · ${dueOn}`,
        target: { kind: 'task' as const, id },
      })),
    },
    {
      name: t('shell:palette.lists'),
      hits: found.lists.map(({ id, number, title, place }) => ({
        key: id,
        icon: 'scales' as const,
        title: `${number} ${title}`,
        note: say(place.name),
        target: { kind: 'list' as const, id },
      })),
    },
    {
      name: t('shell:palette.batches'),
      hits: found.batches.map(({ id, number, title, place }) => ({
        key: id,
        icon: 'transfer' as const,
        title: `${number} ${title}`,
        note: say(place.name),
        target: { kind: 'batch' as const, id },
      })),
    },
    {
      name: t('shell:palette.people'),
      hits: found.people.map(({ id, name, unitName, role }) => ({
        key: id,
        icon: 'person' as const,
        title: say(name),
        note: `${say(unitName)} · ${t(`vocabulary:role.${role}`)}`,
        target:
          looked.people === 'acts'
            ? ({ kind: 'person-acts', id } as const)
            : ({ kind: 'person', name: name.zh } as const),
      })),
    },
  ]
}

function recordHits({ t, say }: Text, { q }: Looked, { records }: FindView): readonly PaletteHit[] {
  const hits = records.map(({ record, title, page }): PaletteHit => {
    const shared = { key: record.id, icon: 'record' as const, title: <Marked parts={title} /> }
    const code = record.archivalCode ?? t('uncoded')
    if (page === null)
      return {
        ...shared,
        note: `${code} · ${say(record.place.name)}`,
        target: { kind: 'record', id: record.id },
      }
    return {
      ...shared,
      note: `${t('records:onPage', { page: page.page })} ${page.line.map(({ text }) => text).join('')}`,
      target: { kind: 'record-page', id: record.id, object: page.objectId, page: page.page, q },
    }
  })
  if (hits.length === 0) return []
  return [
    ...hits,
    {
      key: 'all',
      icon: 'search',
      title: t('shell:palette.all', { q }),
      note: '',
      target: { kind: 'all-records', q },
    },
  ]
}
