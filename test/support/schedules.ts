/** Versions of a schedule over the wire, each signed by those who must. */
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import type { peopleOf } from './api.ts'
import { CONSENT } from './domain.ts'

export function schedulesOf(people: ReturnType<typeof peopleOf>) {
  /** A version of the schedule with other cells in a row, as a draft. */
  async function drafted(
    version: string,
    code: string,
    cells: Readonly<Record<string, string>>,
    of = 'social-insurance',
  ): Promise<string> {
    const clerk = await people.inRole('archives-clerk')
    const { items } = (await clerk.get('/api/schedules')).json<{
      items: { id: string; schedule: string; state: string }[]
    }>()
    const active = items.find(({ schedule, state }) => schedule === of && state === 'active')
    const { csv } = (await clerk.get(`/api/schedules/${active?.id}/table`)).json<{ csv: string }>()
    const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').split('\r\n')
    const columns = header.split(',')
    const changed = lines.map((line) => {
      if (!line.startsWith(`${code},`)) return line
      const parts = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      return columns.map((column, at) => cells[column] ?? parts[at] ?? '').join(',')
    })
    const made = await clerk.post('/api/schedules', {
      body: {
        basedOnId: active?.id,
        version,
        effectiveOn: '2020-01-01',
        csv: [header, ...changed].join('\r\n'),
      },
    })
    return made.json<{ scheduleVersionId: string }>().scheduleVersionId
  }

  /** The same in force. */
  const inForce = async (...row: Parameters<typeof drafted>): Promise<string> =>
    activated(await drafted(...row))

  async function activated(id: string): Promise<string> {
    const [clerk, head, main] = [
      await people.inRole('archives-clerk'),
      await people.inRole('archives-head'),
      await people.inRole('main-head'),
    ]
    const { sha256 } = (await clerk.get(`/api/schedules/${id}`)).json<ScheduleDetailView>().version
    const sign = { body: { sha256, note: '核对无误', consent: CONSENT } }
    for (const [person, step] of [
      [head, 'review'],
      [main, 'approval'],
      [head, 'activation'],
    ] as const) {
      const response = await person.post(`/api/schedules/${id}/${step}`, sign)
      if (response.statusCode !== 200) throw new Error(`${step}: ${response.body}`)
    }
    return id
  }

  return { drafted, activated, inForce }
}
