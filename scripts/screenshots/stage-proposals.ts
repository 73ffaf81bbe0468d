import type { z } from 'zod'
import { AskedGivingView } from '#api/contract/givings.ts'
import { GradeActView } from '#api/contract/grades.ts'
import { EndByHandView, RecordDetailView, RecordPageView } from '#api/contract/records.ts'
import { PlacedStandingHoldView, StandingHoldPageView } from '#api/contract/standing-holds.ts'
import { ProposedVariantView } from '#api/contract/variants.ts'
import { VITAL_ROUTES } from '#api/contract/vital.ts'
import { upload, type Person } from '#scripts/demo/client.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'
import { todayOf, type Play } from '#scripts/demo/play.ts'

/** Who comes to the window in the pictures; the number was never given to anybody. */
export const NUMBER_AT_THE_WINDOW = '11010119900307002X'
export const PURPOSE_AT_THE_WINDOW = '核对失业保险待遇'

/** Whom a record of the demo archive is about: its title begins with the name. */
const nameOf = (title: string): string => title.split('失业保险')[0] ?? title

type Seen = z.output<typeof RecordDetailView>

/**
 * What one person proposed and another decides: a lower grade, a rule of one record's own, a public variant, a copy at the window; a hold
 * on a class, and a record that is vital. Done once on a site.
 */
export async function proposeEach(play: Play, window: Person): Promise<void> {
  const head = play.as('wei.changqing')
  if ((await head.get('/api/standing-holds', StandingHoldPageView)).items.length > 0) return
  const { items } = await head.get('/api/records?state=due&classCode=SI-5-03&limit=20', RecordPageView)
  const free = items.filter(({ isHeld }) => !isHeld)
  const [vital, graded, varied, given] = await Promise.all(
    free.slice(0, 4).map(async ({ id }) => head.get(`/api/records/${id}`, RecordDetailView)),
  )
  const kept = await head.get('/api/records?state=kept&classCode=SI-5-03', RecordPageView)
  const [own] = kept.items
  // Too little that is due or kept is no fault of the site: the screens that miss it say so.
  if (!vital || !own || !graded || !varied || !given) return
  const review = { reason: '停电或受灾时失业金照发所必需', cycleMonths: 12 }
  await head.post(
    `/api/records/${vital.id}/vital`,
    review,
    VITAL_ROUTES['POST /api/records/:id/vital'].response,
  )
  const years = { period: { kind: 'years', years: 30 }, reason: '与行政复议有关，按三十年保管' }
  await play.as('han.shuning').post(`/api/records/${own.id}/own-rule`, years, EndByHandView)
  const lower = { grade: 'public', reason: '内容已依法公开' }
  await play.as('guo.huaiyuan').post(`/api/records/${graded.id}/grades`, lower, GradeActView)
  await proposeVariant(play, varied)
  await askAtTheWindow(window, given)
  await holdClass(play)
}

async function proposeVariant(play: Play, { id, grade, items }: Seen): Promise<void> {
  const archivist = play.as('shen.zhiqiu')
  const redacted = await aPdf({
    pages: 1,
    text: '公开版\n当事人姓名已隐去。\n本件为虚构样例，人员与单位均非真实。',
  })
  const uploadId = await upload(archivist, { name: '核定表.pdf', type: 'application/pdf', bytes: redacted })
  const said = {
    originalId: items[0]?.id,
    uploadId,
    originalGrade: grade,
    removed: '隐去当事人姓名',
    clause: '政府信息公开条例第三十七条',
  }
  await archivist.post(`/api/records/${id}/variants`, said, ProposedVariantView)
}

async function askAtTheWindow(window: Person, { id, title, items }: Seen): Promise<void> {
  const asked = {
    subject: { name: nameOf(title), number: NUMBER_AT_THE_WINDOW },
    agent: null,
    proof: 'identity-card',
    way: 'copy',
    purpose: PURPOSE_AT_THE_WINDOW,
    objectIds: items.map((item) => item.id),
    refusal: null,
  }
  await window.post(`/api/records/${id}/givings`, asked, AskedGivingView)
}

async function holdClass(play: Play): Promise<void> {
  const head = play.as('wei.changqing')
  const [year = ''] = (await todayOf(play)).split('-')
  const said = {
    scope: { kind: 'class', classCode: 'KU-16', unitId: null },
    reason: '审计期间暂停处置',
    authority: '示范市审计局审计通知书（虚构）',
    reviewOn: `${Number(year) + 1}-06-30`,
  }
  await head.post('/api/standing-holds', said, PlacedStandingHoldView)
}
