import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { plainDate } from '#domain/dates.ts'
import { boxPapers } from '#activities/documents/box-papers.ts'
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
    const papers = boxPapers({
      fondsCode: first.fondsCode,
      unit: first.unitName.zh,
      year: Number(year),
      periodYears: period === 'permanent' ? null : Number(period),
      items: items.map((item) => ({
        ...item,
        formedOn: plainDate(item.formedOn),
        filedOn: item.filedOn === null ? null : plainDate(item.filedOn),
      })),
      siteName: site.name.zh,
    })
    await mkdir(to, { recursive: true })
    for (const { form, render } of papers) await writeFile(join(to, `${form}.pdf`), await render())
    const names = papers.map(({ form }) => `${form}.pdf`)
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
