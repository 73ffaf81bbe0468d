import { BroughtImportView, ImportActView, ImportDetailView, ImportPageView } from '#api/contract/imports.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { upload, type Caller } from '#scripts/demo/client.ts'
import { todayOf, type Play } from '#scripts/demo/play.ts'
import { until } from '#scripts/demo/wait.ts'

export const WHOLE_BACKLOG = '近年失业保险待遇核定材料'

const COLUMNS = ['题名', '类别', '形成日期', '姓名', '页数'] as const
const MAPPING = { title: 0, classCode: 1, formedOn: 2, person: 3, pages: 4 } as const
const NAMES = ['祝明远', '柏若舟', '宁采薇', '项南星', '褚望川', '虞清越', '单怀瑾', '鲍听雨'] as const

/** A row of each of the years before this one, so that what came in is still kept. */
function rowsBefore(year: number): readonly string[] {
  return NAMES.map((name, index) =>
    [
      `${name}失业保险待遇核定材料`,
      'SI-5-03',
      `${year - 1 - index}-0${index + 1}-15`,
      name,
      String(20 + index),
    ].join(','),
  )
}

/** Rows as they stand in an old list: a day that never was, a class nobody knows, a text that a spreadsheet would run. */
const FAULTY_ROWS = [
  '姜未雨失业保险待遇核定材料,SI-5-03,1990-02-30,姜未雨,18',
  '路远山失业保险待遇核定材料,SI-9-99,1991-05-02,路远山,21',
  '"=HYPERLINK(""http://example.org"")",SI-5-03,1992-06-11,谈笑,7',
]

/** A backlog that has come in whole, and one whose check found faults and that waits for a second person. Done once on a site. */
export async function bringBacklogs(play: Play): Promise<void> {
  const clerk = play.as('han.shuning')
  if ((await clerk.get('/api/imports', ImportPageView)).items.length > 0) return
  const rows = rowsBefore(Number((await todayOf(play)).slice(0, 4)))
  const whole = await bring(clerk, WHOLE_BACKLOG, rows)
  await start(play, whole)
  await bring(clerk, '待核对的旧目录', [...rows.slice(0, 5), ...FAULTY_ROWS])
}

async function bring(clerk: Caller, name: string, rows: readonly string[]): Promise<string> {
  const csv = [COLUMNS.join(','), ...rows].join('\r\n')
  const uploadId = await upload(clerk, { name: `${name}.csv`, type: 'text/csv', bytes: Buffer.from(csv) })
  const said = {
    uploadId,
    name,
    mapping: MAPPING,
    formingUnitId: demoUnitId('unemployment'),
    classCode: null,
    grade: 'internal',
    carrier: 'paper',
  }
  const { importId } = await clerk.post('/api/imports', said, BroughtImportView)
  await stateOf(clerk, importId, 'checked')
  return importId
}

async function start(play: Play, importId: string): Promise<void> {
  const head = play.as('wei.changqing')
  const { checkDigest, name } = await head.get(`/api/imports/${importId}`, ImportDetailView)
  await head.post(`/api/imports/${importId}/approval`, { checkDigest, confirm: name }, ImportActView)
  await stateOf(head, importId, 'finished')
}

async function stateOf(person: Caller, importId: string, wanted: ImportDetailView['state']): Promise<void> {
  await until(`the import to be ${wanted}`, async () => {
    const { state } = await person.get(`/api/imports/${importId}`, ImportDetailView)
    return state === wanted ? state : undefined
  })
}
