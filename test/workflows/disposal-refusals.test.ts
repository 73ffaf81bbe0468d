import { expect, test } from 'vitest'
import { compileList, askStop, abortList } from '#domain/acts/lists.ts'
import { placeHold, type NewHold } from '#domain/acts/holds.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import { actorOn, openTask, placeOf, type Login } from '#test/support/actors.ts'
import {
  aDueRecord,
  aKeptRecord,
  aList,
  anItem,
  approvedList,
  arrivesAt,
  checkAndStart,
  concludedList,
  coolDown,
  FACTOR,
  fileForRecord,
  LISTING,
  todayOf,
  ownStage,
} from '#test/support/lives.ts'

const stage = ownStage()

const compiler = () => actorOn(stage.site, 'han.shuning')
const compile = async (recordIds: readonly string[], by: Login = 'han.shuning') =>
  actorOn(stage.site, by).act({ subjects: recordIds, ...LISTING }, (facts) =>
    compileList(facts, { title: '清单', recordIds }),
  )

async function hold(recordId: string, by: Login = 'wei.changqing') {
  const input: NewHold = {
    recordId,
    reason: '诉讼',
    authority: '示范市人民法院',
    reviewOn: addDays(await todayOf(stage.site), 90),
  }
  return actorOn(stage.site, by).act({ subjects: [recordId], want: { list: true } }, (facts) =>
    placeHold(facts, input),
  )
}

async function recordOf(recordId: string) {
  const [row] = await stage.site.admin<{ step: string; list: string | null; due: string | null }[]>`
    select place_step as step, disposal_list_id as list, due_on::text as due from record where id = ${recordId}`
  return row
}

async function itemOf(listId: string, recordId: string) {
  const [row] = await stage.site
    .admin`select state, leave_reason as why from disposal_list_item where subject_id = ${listId} and record_id = ${recordId}`
  return row
}

test(
  'REQ-34 REQ-39 REG-25 PRM-4 no list takes what is not due, under hold, on another list, or compiled by the wrong person',
  { timeout: 400_000 },
  async () => {
    const [kept, due, held] = await Promise.all([
      aKeptRecord(stage, { formedOn: plainDate('2025-04-01') }),
      aDueRecord(stage),
      aDueRecord(stage),
    ])
    expect(await compile([])).toMatchObject({ code: 'list.empty' })
    expect(await compile([kept])).toMatchObject({ code: 'record.not-due' })
    expect(await compile([due, kept])).toMatchObject({ code: 'record.not-due' })
    expect(await compile([due], 'wei.changqing')).toMatchObject({ code: 'access.denied' })
    expect(await compile([crypto.randomUUID()])).toMatchObject({ code: 'not-found' })
    expect(await hold(held)).toMatchObject({ kind: 'accepted' })
    expect(await compile([due, held])).toMatchObject({ code: 'record.on-hold' })
    expect(await recordOf(held)).toMatchObject({ step: 'due', due: '2024-01-01' })
    const listId = await aList(stage, [due])
    expect(await compile([due])).toMatchObject({ code: 'list.record-elsewhere' })
    expect(await itemOf(listId, due)).toMatchObject({ state: 'listed' })
  },
)

test(
  'REQ-34 REQ-38 REQ-39 a hold during cooling-off takes the record off the list; the rest goes on',
  { timeout: 400_000 },
  async () => {
    const [stays, leaves] = await Promise.all([aDueRecord(stage), aDueRecord(stage)])
    const listId = await approvedList(stage, [stays, leaves])
    expect(await hold(leaves)).toMatchObject({ kind: 'accepted' })
    expect(await itemOf(listId, leaves)).toEqual({ state: 'left', why: 'on-hold' })
    expect(await recordOf(leaves)).toEqual({ step: 'due', list: null, due: '2024-01-01' })
    expect(await compile([leaves])).toMatchObject({ code: 'record.on-hold' })
    await coolDown(stage, listId)
    await checkAndStart(stage, listId, 1)
    await arrivesAt(stage.site, 'disposal_list', listId, 'sign')
    expect(await placeOf(stage.site, 'record', stays)).toBe('destroyed')
    expect(await placeOf(stage.site, 'record', leaves)).toBe('due')
    expect(await hold(stays)).toMatchObject({ code: 'record.ended' })
  },
)

test('REQ-38 a hold on the last record of a cooling list ends the list', async () => {
  const recordId = await aDueRecord(stage)
  const listId = await approvedList(stage, [recordId])
  expect(await hold(recordId, 'guo.huaiyuan')).toMatchObject({ kind: 'accepted' })
  expect(await placeOf(stage.site, 'disposal_list', listId)).toBe('completed')
})

test(
  'REQ-38 a hold on the last record of a list that is still compiled leaves a way out',
  { timeout: 400_000 },
  async () => {
    const recordId = await aDueRecord(stage)
    const listId = await aList(stage, [recordId])
    expect(await hold(recordId)).toMatchObject({ kind: 'accepted' })
    expect(await placeOf(stage.site, 'disposal_list', listId)).toBe('aborted')
  },
)

test(
  'REQ-7 REQ-12 REQ-17 REQ-22 REG-24 what the group does not destroy leaves once a second person agrees: extended, for transfer, or due again',
  { timeout: 400_000 },
  async () => {
    const [destroyed, extended, transferred, doubted] = await Promise.all([
      aDueRecord(stage),
      aDueRecord(stage),
      aDueRecord(stage),
      aDueRecord(stage),
    ])
    const ids = [destroyed, extended, transferred, doubted]
    const listId = await aList(stage, ids)
    await compiler().does(listId, 'compile', { outcome: 'sealed', form: {} })
    const luo = actorOn(stage.site, 'luo.chengzhi')
    const task = await openTask(stage.site, listId, 'opinions', 'agency-head')
    await luo.claim(task)
    const all = ids.map((recordId) => ({ recordId, verdict: 'destroy' as const }))
    const say = async (verdicts: Parameters<typeof luo.complete>[1]['verdicts']) =>
      luo.complete(task, { outcome: 'given', form: { opinion: '意见' }, verdicts: verdicts ?? [] })
    expect(await say(all.slice(1))).toMatchObject({ code: 'list.opinion-incomplete' })
    expect(await say([...all, { recordId: crypto.randomUUID(), verdict: 'destroy' }])).toMatchObject({
      code: 'list.item-unknown',
    })
    expect(await say([...all, { recordId: destroyed, verdict: 'destroy' }])).toMatchObject({
      code: 'task.form-invalid',
    })
    const instead = (recordId: string, verdict: NonNullable<Parameters<typeof say>[0]>[number]) => [
      ...all.filter((v) => v.recordId !== recordId),
      verdict,
    ]
    expect(await say(instead(extended, { recordId: extended, verdict: 'extend', years: 20 }))).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(
      await say(instead(extended, { recordId: extended, verdict: 'extend', years: 10, reason: '查用' })),
    ).toMatchObject({ code: 'task.form-invalid' })
    expect(
      await say(instead(extended, { recordId: extended, verdict: 'extend', years: 12, reason: '查用' })),
    ).toMatchObject({ code: 'task.form-invalid' })
    expect(
      await say(instead(extended, { recordId: extended, verdict: 'extend', years: 20, reason: '查用' })),
    ).toMatchObject({ kind: 'accepted' })
    const others = { business: transferred, archives: doubted, administration: undefined } as const
    for (const [seat, login] of [
      ['business', 'xu.wenbo'],
      ['archives', 'jiang.yilan'],
      ['administration', 'pan.suwen'],
    ] as const) {
      const verdict = seat === 'business' ? ('transfer' as const) : ('ask-expert' as const)
      const verdicts = all.map((v) =>
        v.recordId === others[seat] ? { recordId: v.recordId, verdict, reason: '理由' } : v,
      )
      await actorOn(stage.site, login).does(listId, 'opinions', {
        slot: seat,
        outcome: 'given',
        form: { opinion: '意见' },
        verdicts,
      })
    }
    const doubts = [extended, transferred, doubted]
    expect(await placeOf(stage.site, 'disposal_list', listId)).toBe('authorise')
    expect(await recordOf(extended)).toMatchObject({ step: 'at-disposal', due: '2024-01-01' })
    await actorOn(stage.site, 'wei.changqing').does(listId, 'authorise', {
      outcome: 'authorised',
      form: {},
      answers: doubts.map((recordId) => ({ recordId, answer: 'agreed' as const })),
    })
    await arrivesAt(stage.site, 'disposal_list', listId, 'file-for-record')
    expect(await Promise.all(ids.map(async (id) => itemOf(listId, id)))).toEqual([
      { state: 'listed', why: null },
      { state: 'left', why: 'extended' },
      { state: 'left', why: 'transfer' },
      { state: 'left', why: 'not-unanimous' },
    ])
    expect(await recordOf(extended)).toEqual({ step: 'keep', list: null, due: '2034-01-01' })
    expect(await recordOf(doubted)).toEqual({ step: 'due', list: null, due: '2024-01-01' })
    const [row] = await stage.site.admin`select wake_on::text as "wakeOn" from record where id = ${extended}`
    expect(row).toEqual({ wakeOn: '2034-01-01' })
  },
)

test(
  'REQ-20 FEA-D9 rejection and abort return every record, and an aborted list destroys nothing',
  { timeout: 400_000 },
  async () => {
    const [first, second] = await Promise.all([aDueRecord(stage), aDueRecord(stage)])
    const rejected = await concludedList(stage, [first, second])
    await fileForRecord(stage, rejected)
    await actorOn(stage.site, 'qian.wangshu').does(rejected, 'approve', {
      outcome: 'rejected',
      form: { opinion: '再查' },
      factor: FACTOR,
    })
    expect(await placeOf(stage.site, 'disposal_list', rejected)).toBe('aborted')
    expect([await recordOf(first), await recordOf(second)]).toMatchObject([
      { step: 'due', list: null },
      { step: 'due', list: null },
    ])

    await openTask(stage.site, first, 'due')
    await openTask(stage.site, second, 'due')
    const aborted = await approvedList(stage, [first, second])
    const stop = { listId: aborted, reason: '有人查阅' }
    const facts = { subjects: [aborted], want: { items: true, listed: true } } as const
    expect(await actorOn(stage.site, 'xu.wenbo').act(facts, (f) => abortList(f, stop))).toMatchObject({
      code: 'access.denied',
    })
    expect(await actorOn(stage.site, 'xu.wenbo').act(facts, (f) => askStop(f, stop))).toMatchObject({
      kind: 'accepted',
    })
    expect(await actorOn(stage.site, 'qian.wangshu').act(facts, (f) => abortList(f, stop))).toMatchObject({
      kind: 'accepted',
    })
    expect(await placeOf(stage.site, 'disposal_list', aborted)).toBe('aborted')
    expect([await recordOf(first), await recordOf(second)]).toMatchObject([
      { step: 'due', list: null },
      { step: 'due', list: null },
    ])
    const stored = await stage.site
      .admin`select 1 from object_copy where subject_id = ${first} and bucket = 'masters' and state = 'stored'`
    expect(stored).toHaveLength(1)

    await openTask(stage.site, first, 'due')
    const doubted = await approvedList(stage, [first])
    await coolDown(stage, doubted)
    await actorOn(stage.site, 'zhuo.feng').does(doubted, 'check', {
      slot: 'witness-business',
      outcome: 'aborted',
      form: { countedRecords: 1, isAsRegistered: false, remarks: '少一件' },
      factor: FACTOR,
    })
    expect(await placeOf(stage.site, 'disposal_list', doubted)).toBe('aborted')
    expect(await recordOf(first)).toMatchObject({ step: 'due', list: null })
    const open = await stage.site
      .admin`select 1 from task where subject_id = ${doubted} and state in ('open', 'claimed')`
    expect(open).toHaveLength(0)
  },
)

test('PRM-4 a record that is not inspected yet is on no list', async () => {
  const recordId = await anItem(stage)
  expect(await compile([recordId])).toMatchObject({ kind: 'refused' })
})
