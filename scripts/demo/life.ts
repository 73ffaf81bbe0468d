import type { z } from 'zod'
import { CompiledListView, ListDetailView } from '#api/contract/disposal.ts'
import { LifecycleView, StartedLifecycleView } from '#api/contract/lifecycles.ts'
import { RecordDetailView } from '#api/contract/records.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { APPRAISERS, WITNESSES } from '#db/seed/demo-signers.ts'
import type { GivenItem } from './input.ts'
import { arrival, does, moveClockTo, todayOf, type Play, type Task } from './play.ts'
import { until } from './wait.ts'

export type List = z.output<typeof ListDetailView>

/** The business system hands in a record with its files, in one call. */
export async function handIn(play: Play, record: GivenItem): Promise<string> {
  const body = new FormData()
  const { title, classCode, formedOn, subjectName } = record
  const said = {
    definition: 'electronic-item',
    title,
    classCode,
    formedOn,
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade: 'internal',
    sourceReference: `DEMO-${Date.now()}`,
    ...(subjectName === null ? {} : { subjectName }),
  }
  body.append('record', JSON.stringify(said))
  for (const { name, bytes } of record.files)
    body.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name)
  const started = await play.system.post('/api/lifecycles', body, StartedLifecycleView)
  play.feed.follow({ kind: 'records', id: started.recordId, name: 'record' })
  return started.recordId
}

/** Arranged, filed, appraised, handed over with both signatures, kept: answers the day on which it falls due. */
export async function bringIntoKeeping(play: Play, recordId: string): Promise<string> {
  const archivist = play.as('shen.zhiqiu')
  const step = { subjectId: recordId }
  const pages = async (): Promise<number> => {
    const record = await archivist.get(`/api/records/${recordId}`, RecordDetailView)
    return record.items
      .filter(({ role }) => role === 'content')
      .reduce((sum, object) => sum + (object.pages ?? 0), 0)
  }
  await until('the inspection of the documents', async () => {
    await play.feed.catchUp()
    const life = await play.system.get(`/api/lifecycles/${recordId}`, LifecycleView)
    if (life.place.step === 'create') throw new Error('the documents were sent back by the inspection')
    return life.place.step === 'arrange' ? life : undefined
  })
  const counted = await pages()
  await does(play, archivist, {
    ...step,
    step: 'arrange',
    outcome: 'arranged',
    form: () => ({ pages: Math.max(1, counted), isInOrder: true }),
  })
  await does(play, archivist, {
    ...step,
    step: 'file',
    outcome: 'filed',
    form: ({ record }) => ({ classCode: record?.classCode ?? '' }),
  })
  const appraised = { scanPolicy: 'if-used', grade: 'internal', openingState: 'controlled' }
  await does(play, play.as('guo.huaiyuan'), {
    ...step,
    step: 'appraise',
    outcome: 'appraised',
    form: () => appraised,
  })
  const sent = { records: 1, pages: Math.max(1, counted) }
  await does(play, archivist, {
    ...step,
    step: 'hand-over',
    slot: 'sender',
    outcome: 'signed',
    form: () => sent,
  })
  const taken = { countedPages: Math.max(1, counted) }
  await does(play, play.as('han.shuning'), {
    ...step,
    step: 'hand-over',
    slot: 'receiver',
    outcome: 'signed',
    form: () => taken,
  })
  const { retention } = await play.as('han.shuning').get(`/api/records/${recordId}`, RecordDetailView)
  for (const line of retention.explanation.en) play.say(`    ${line}`)
  if (retention.dueOn === null)
    throw new Error('a record of this class never falls due, so it cannot be destroyed')
  return retention.dueOn
}

/** After the due day: the records wait for the archives clerk, who puts them on a list and seals it. */
export async function compile(play: Play, recordIds: readonly string[]): Promise<string> {
  const clerk = play.as('han.shuning')
  for (const recordId of recordIds) await arrival(play, recordId, ['due'])
  const { listId, number } = await clerk.post(
    '/api/disposal-lists',
    { title: '演示：到期销毁', recordIds },
    CompiledListView,
  )
  play.feed.follow({ kind: 'disposal-lists', id: listId, name: number })
  await does(play, clerk, { subjectId: listId, step: 'compile', outcome: 'sealed', form: () => ({}) })
  return listId
}

/** Four opinions, filing for record, the main head's signature; then the cooling-off passes by the site's clock. */
export async function approve(play: Play, listId: string): Promise<void> {
  const subject = { subjectId: listId }
  for (const [login, slot] of APPRAISERS) {
    const form = () => ({ opinion: '保管期满，无继续保存价值，同意销毁' })
    await does(play, play.as(login), {
      ...subject,
      step: 'opinions',
      slot,
      outcome: 'given',
      form,
      hasVerdicts: true,
    })
  }
  const filedOn = await todayOf(play)
  const filing = { number: '示社保档备〔演〕1号', filedOn }
  await does(play, play.as('han.shuning'), {
    ...subject,
    step: 'file-for-record',
    outcome: 'filed-for-record',
    form: () => filing,
  })
  await does(play, play.as('qian.wangshu'), {
    ...subject,
    step: 'approve',
    outcome: 'approved',
    form: () => ({ opinion: '同意销毁' }),
    isSigned: true,
  })
  const { coolingUntil } = await listOf(play, listId)
  if (coolingUntil === null) throw new Error('the approved list has no cooling-off')
  play.say(`  cooling-off until ${coolingUntil}: nobody stops it`)
  await moveClockTo(play, coolingUntil)
}

/** Both witnesses check, the executor starts, the machine destroys, both witnesses sign, the certificate is printed. */
export async function destroy(play: Play, listId: string): Promise<List> {
  const subject = { subjectId: listId }
  for (const [login, slot] of WITNESSES) {
    const form = ({ items, list }: Task) => ({
      countedRecords: items?.length ?? list?.counts.listed ?? 0,
      isAsRegistered: true,
    })
    await does(play, play.as(login), {
      ...subject,
      step: 'check',
      slot,
      outcome: 'checked',
      form,
      isSigned: true,
    })
  }
  await does(play, play.as('yue.ting'), { ...subject, step: 'execute', outcome: 'started', form: () => ({}) })
  const destroyedOn = await todayOf(play)
  for (const [login, slot] of WITNESSES) {
    const form = () => ({ method: '覆写并清除存储', place: '信息中心机房', destroyedOn })
    await does(play, play.as(login), {
      ...subject,
      step: 'sign',
      slot,
      outcome: 'signed',
      form,
      isSigned: true,
    })
  }
  return until('the certificate', async () => {
    const list = await listOf(play, listId)
    await play.feed.catchUp()
    return list.endedOn === null ? undefined : list
  })
}

export async function listOf({ as }: Play, listId: string): Promise<List> {
  return as('han.shuning').get(`/api/disposal-lists/${listId}`, ListDetailView)
}
