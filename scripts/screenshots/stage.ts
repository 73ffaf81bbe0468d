import { HandOversView, ProposedHandOverView } from '#api/contract/hand-overs.ts'
import { ScheduleActView, ScheduleTableView, ScheduleVersionsView } from '#api/contract/schedules.ts'
import { ColleaguesView } from '#api/contract/desk.ts'
import { TaskActView, TaskPageView } from '#api/contract/tasks.ts'
import { BatchPageView, TransferDuePageView } from '#api/contract/transfer.ts'
import { signIn } from '#scripts/demo/client.ts'
import { assemble } from '#scripts/demo/assemble.ts'
import { ownRecords } from '#scripts/demo/input.ts'
import { bringToCheck, openPaperFile } from '#scripts/demo/paper-life.ts'
import { todayOf, type Play } from '#scripts/demo/play.ts'
import { packBatch } from '#scripts/demo/transfer-life.ts'
import { DRAFT_NAME } from './newcomer.ts'
import { bringBacklogs } from './stage-backlog.ts'
import { proposeEach } from './stage-proposals.ts'

const TAKEN_TASKS = 9
const IN_A_BATCH = 3

/**
 * Sets the site so that every screen has something to show: tasks that somebody has taken, a file at the quality check, a batch that
 * waits to be sent, a post in the middle of its hand-over, a draft of a schedule, backlogs, proposals of every kind. What stands
 * already is left as it is.
 */
export async function setStage(url: string): Promise<void> {
  const play = await assemble(url, () => undefined)
  await takeTasks(play, 'shen.zhiqiu')
  await takeTasks(play, 'qian.wangshu')
  await scanForCheck(play)
  await packForReceiver(play)
  await handOverPost(play)
  await draftSchedule(play)
  await bringBacklogs(play)
  await proposeEach(play, await signIn(url, 'yu.zhaoning'))
}

/** A desk that nobody works at shows little. */
async function takeTasks({ as }: Play, login: 'shen.zhiqiu' | 'qian.wangshu'): Promise<void> {
  const person = as(login)
  const mine = await person.get('/api/tasks?view=mine', TaskPageView)
  const open = await person.get('/api/tasks?view=group', TaskPageView)
  for (const { id } of open.items.slice(0, Math.max(0, TAKEN_TASKS - mine.items.length)))
    await person.post(`/api/tasks/${id}/claim`, undefined, TaskActView)
}

async function scanForCheck(play: Play): Promise<void> {
  const { items } = await play.as('meng.qingyao').get('/api/tasks?view=group&step=quality', TaskPageView)
  if (items.length > 0) return
  const file = (await ownRecords(await todayOf(play))).find((record) => record.kind === 'paper-file')
  if (file === undefined) throw new Error('no paper file to be scanned')
  await bringToCheck(play, await openPaperFile(play, file), file)
}

async function packForReceiver(play: Play): Promise<void> {
  const clerk = play.as('han.shuning')
  const open = await clerk.get('/api/transfer-batches?state=open', BatchPageView)
  if (open.items.length > 0) return
  const { items } = await clerk.get('/api/transfer/due?limit=200', TransferDuePageView)
  const [first] = items.filter(({ isHeld }) => !isHeld)
  // Nothing due is no fault of the site: the screen that misses its batch says so.
  if (first === undefined) return
  const alike = items.filter(({ isHeld, receiver }) => !isHeld && receiver === first.receiver)
  const recordIds = alike.slice(0, IN_A_BATCH).map(({ recordId }) => recordId)
  await packBatch(play, '到期档案移交', recordIds)
}

async function handOverPost({ as }: Play): Promise<void> {
  const holder = as('shen.zhiqiu')
  const { items, posts } = await holder.get('/api/hand-overs', HandOversView)
  const post = posts.find(({ role }) => role === 'unit-archivist')
  if (items.length > 0 || post === undefined) return
  const people = await holder.get('/api/people', ColleaguesView)
  const successor = people.items.find(({ name }) => name.zh === '陈立冬')
  if (successor === undefined) throw new Error('nobody to succeed')
  const body = { postId: post.id, toId: successor.id, note: '按年度轮岗安排交接' }
  await holder.post('/api/hand-overs', body, ProposedHandOverView)
}

async function draftSchedule({ as }: Play): Promise<void> {
  const clerk = as('han.shuning')
  const { items } = await clerk.get('/api/schedules', ScheduleVersionsView)
  const active = items.find(({ schedule, state }) => schedule === 'social-insurance' && state === 'active')
  if (active === undefined || items.some(({ version }) => version === DRAFT_NAME)) return
  const { csv } = await clerk.get(`/api/schedules/${active.id}/table`, ScheduleTableView)
  const body = { basedOnId: active.id, version: DRAFT_NAME, effectiveOn: '2026-01-01', csv: longer(csv) }
  await clerk.post('/api/schedules', body, ScheduleActView)
}

/** Unemployment benefits kept for thirty years in place of ten, so that a newcomer can ask what it would move. */
function longer(csv: string): string {
  return csv
    .split('\r\n')
    .map((line) => (line.startsWith('SI-5-03,') ? line.replace(/,10,,,/, ',30,,,') : line))
    .join('\r\n')
}
