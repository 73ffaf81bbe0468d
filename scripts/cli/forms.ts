import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoxForPrint } from '#domain/box-forms.ts'
import { catalogueOfItems } from '#domain/catalogues.ts'
import { isPlainDate, plainDate } from '#domain/dates.ts'
import { periodName } from '#domain/transfer-tree.ts'
import { renderBoxSheet, renderStamps } from '#activities/documents/box-forms.ts'
import { renderCatalogue } from '#activities/documents/catalogue.ts'
import type { FiledItemsView } from '#api/contract/filed-items.ts'
import type { UnitsView } from '#api/contract/organisation.ts'
import type { SessionView } from '#api/contract/session.ts'
import { UsageFault, type Answer } from './verb.ts'
import { signedIn, type AskedSession, type Wire } from './wire.ts'

export interface AskedBox extends AskedSession {
  readonly unit: string
  readonly year: string
  readonly period: string
  readonly to: string
}

/** Prints the forms of a box: of the items that who signs in may see. Asked again, the same items give the same bytes. */
export async function printBox(asked: AskedBox): Promise<Answer> {
  const { year, period, to } = asked
  if (!/^\d{4}$/.test(year)) throw new UsageFault(`${year} is no year`)
  if (!/^(?:permanent|\d{1,3})$/.test(period)) throw new UsageFault(`${period}: write years, or permanent`)
  return signedIn(asked, async (wire) => {
    const unitId = await unitNamed(wire, asked.unit)
    const { items, isCut } = await wire.get<FiledItemsView>(
      `/api/filed-items?unitId=${unitId}&year=${year}&period=${period}`,
    )
    const [first] = items
    if (first === undefined)
      return {
        lines: ['No item of this unit, year and period is seen.'],
        json: { items: 0 },
        hasFaults: true,
      }
    if (isCut) throw new UsageFault(`more than ${items.length} items: this is no box`)
    const { site } = await wire.get<SessionView>('/api/session')
    const files = await papersOf(
      { year: Number(year), periodYears: period === 'permanent' ? null : Number(period), items },
      site.name.zh,
    )
    await mkdir(to, { recursive: true })
    for (const { name, bytes } of files) await writeFile(join(to, name), bytes)
    const names = files.map(({ name }) => name)
    return {
      lines: [`${items.length} items: ${names.join(', ')} in ${to}`],
      json: { items: items.length, names },
    }
  })
}

async function unitNamed(wire: Wire, name: string): Promise<string> {
  const { items } = await wire.get<UnitsView>('/api/units')
  const [unit, another] = items.filter((one) => one.name.zh === name || one.name.en === name)
  if (unit === undefined || another !== undefined)
    throw new UsageFault(`${name} is the name of ${unit === undefined ? 'no unit' : 'several units'}`)
  return unit.id
}

interface Box {
  readonly year: number
  readonly periodYears: number | null
  readonly items: FiledItemsView['items']
}

async function papersOf({ year, periodYears, items }: Box, siteName: string) {
  const [fondsCode = '', unit = ''] = [items[0]?.fondsCode, items[0]?.unitName.zh]
  const box: BoxForPrint = {
    fondsCode,
    year,
    periodYears,
    unit,
    items: items.map((item) => ({
      ...item,
      filedOn: item.filedOn === null ? null : plainDate(item.filedOn),
    })),
  }
  const catalogue = catalogueOfItems(
    items
      .filter(({ state }) => state === 'kept')
      .map((item) => ({ ...item, creator: unit, formedOn: plainDate(item.formedOn) })),
  )
  // The forms are as old as the last filing: printed tomorrow they are the same.
  const last =
    box.items
      .map(({ filedOn }) => filedOn ?? '')
      .toSorted()
      .at(-1) ?? ''
  const createdAt = `${isPlainDate(last) ? last : `${year}-12-31`}T00:00:00.000Z`
  const of = `${fondsCode}  ${unit}  ${year}  ${periodName(periodYears)}`
  const paper = { box, siteName, createdAt }
  return [
    { name: 'F01.pdf', bytes: await renderStamps(paper) },
    { name: 'F02.pdf', bytes: await renderCatalogue({ catalogue, siteName, of, createdAt }) },
    { name: 'F03.pdf', bytes: await renderBoxSheet(paper) },
  ]
}
