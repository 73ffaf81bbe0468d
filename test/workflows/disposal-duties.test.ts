import { expect, test } from 'vitest'
import { releaseTask } from '#domain/acts/claim-task.ts'
import { actorOn, openTask, type Login } from '#test/support/actors.ts'
import {
  aDueRecord,
  approvedList,
  arrivesAt,
  concludedList,
  coolDown,
  FACTOR,
  fileForRecord,
  todayOf,
  ownStage,
} from '#test/support/lives.ts'

const stage = ownStage()

const compiler = () => actorOn(stage.site, 'han.shuning')

test(
  'REQ-23 FEA-D4 FEA-D13 compiler, approver, witnesses and executor are distinct, and the witness who checked is the one who signs',
  { timeout: 400_000 },
  async () => {
    const recordId = await aDueRecord(stage)
    const listId = await approvedList(stage, [recordId])
    await coolDown(stage, listId)
    const bai = actorOn(stage.site, 'bai.luming')
    const zhuo = actorOn(stage.site, 'zhuo.feng')
    const archives = await openTask(stage.site, listId, 'check', 'witness-archives')
    const business = await openTask(stage.site, listId, 'check', 'witness-business')
    const counted = (n: number) => ({
      outcome: 'checked',
      form: { countedRecords: n, isAsRegistered: true },
      factor: FACTOR,
    })

    await bai.claim(archives)
    expect(
      await bai.complete(archives, { ...counted(1), form: { countedRecords: 1, isAsRegistered: false } }),
    ).toMatchObject({ code: 'task.form-invalid' })
    expect(await bai.complete(archives, counted(2))).toMatchObject({
      code: 'task.form-invalid',
      detail: { faults: [{ field: 'countedRecords' }] },
    })
    const { outcome, form } = counted(1)
    expect(await bai.complete(archives, { outcome, form })).toMatchObject({ code: 'factor.required' })
    expect(await bai.complete(archives, counted(1))).toMatchObject({ kind: 'accepted' })
    expect(await compiler().claim(business)).toMatchObject({ code: 'task.not-candidate' })
    await zhuo.claim(business)
    expect(await zhuo.complete(business, counted(1))).toMatchObject({ kind: 'accepted' })
    await actorOn(stage.site, 'yue.ting').does(listId, 'execute', { outcome: 'started', form: {} })
    await arrivesAt(stage.site, 'disposal_list', listId, 'sign')

    const signature = {
      outcome: 'signed',
      form: { method: '删除', place: '机房', destroyedOn: await todayOf(stage.site) },
      factor: FACTOR,
    }
    const mine = await openTask(stage.site, listId, 'sign', 'witness-business')
    const other = await anotherWitness()
    expect(await other.claim(mine)).toMatchObject({ code: 'duty.same-person' })
    expect(await other.complete(mine, signature)).toMatchObject({ code: 'duty.same-person' })
    const released = await zhuo.act({ task: mine }, (facts) => releaseTask(facts, { taskId: mine }))
    expect(released).toMatchObject({ code: 'duty.same-person' })
    const early = { ...signature, form: { ...signature.form, destroyedOn: '2020-01-01' } }
    expect(await zhuo.complete(mine, early)).toMatchObject({ code: 'task.form-invalid' })
    expect(await zhuo.complete(mine, signature)).toMatchObject({ kind: 'accepted' })
    const theirs = await openTask(stage.site, listId, 'sign', 'witness-archives')
    const elsewhere = { ...signature, form: { ...signature.form, place: '别处' } }
    expect(await bai.complete(theirs, elsewhere)).toMatchObject({
      code: 'task.form-invalid',
      detail: { faults: [{ field: 'place' }] },
    })
    expect(await bai.complete(theirs, signature)).toMatchObject({ kind: 'accepted' })
    await arrivesAt(stage.site, 'disposal_list', listId, 'completed')
  },
)

/** A second witness of the business unit, appointed for this test. */
async function anotherWitness() {
  await stage.site
    .admin`update post set role = 'witness', gives_scope = true where person_id = ${actorOn(stage.site, 'lu.yunfan').id}`
  await stage.site
    .admin`update post set unit_id = (select unit_id from post where person_id = ${actorOn(stage.site, 'zhuo.feng').id}) where person_id = ${actorOn(stage.site, 'lu.yunfan').id}`
  return actorOn(stage.site, 'lu.yunfan')
}

test(
  'REQ-21 REQ-23 nobody who compiled, approved or created takes another part, whatever posts they hold',
  { timeout: 400_000 },
  async () => {
    const recordId = await aDueRecord(stage)
    const listId = await concludedList(stage, [recordId])
    await fileForRecord(stage, listId)
    const approval = await openTask(stage.site, listId, 'approve')
    await withPost('han.shuning', { role: 'main-head', unit: 'agency' }, async () => {
      await compiler().claim(approval)
      expect(
        await compiler().complete(approval, {
          outcome: 'approved',
          form: { opinion: '同意' },
          factor: FACTOR,
        }),
      ).toMatchObject({ code: 'duty.not-distinct' })
      expect(
        await compiler().act({ task: approval }, (facts) => releaseTask(facts, { taskId: approval })),
      ).toMatchObject({ kind: 'accepted' })
    })
    await actorOn(stage.site, 'qian.wangshu').does(listId, 'approve', {
      outcome: 'approved',
      form: { opinion: '同意' },
      factor: FACTOR,
    })
    await coolDown(stage, listId)
    const business = await openTask(stage.site, listId, 'check', 'witness-business')
    const checked = { outcome: 'checked', form: { countedRecords: 1, isAsRegistered: true }, factor: FACTOR }
    for (const login of ['han.shuning', 'qian.wangshu', 'benefits-system'] as const) {
      await withPost(login, { role: 'witness', unit: 'unemployment' }, async () => {
        const actor = actorOn(stage.site, login)
        await actor.claim(business)
        expect(await actor.complete(business, checked), login).toMatchObject({ code: 'duty.not-distinct' })
        await actor.act({ task: business }, (facts) => releaseTask(facts, { taskId: business }))
      })
    }
    await withPost('bai.luming', { role: 'witness', unit: 'unemployment' }, async () => {
      const bai = actorOn(stage.site, 'bai.luming')
      await bai.does(listId, 'check', { slot: 'witness-archives', ...checked })
      await bai.claim(business)
      expect(await bai.complete(business, checked)).toMatchObject({ code: 'duty.not-distinct' })
      await bai.act({ task: business }, (facts) => releaseTask(facts, { taskId: business }))
    })
    await actorOn(stage.site, 'zhuo.feng').does(listId, 'check', { slot: 'witness-business', ...checked })
    const execution = await openTask(stage.site, listId, 'execute')
    for (const login of ['han.shuning', 'bai.luming', 'benefits-system'] as const) {
      await withPost(login, { role: 'executor', unit: 'archives' }, async () => {
        const actor = actorOn(stage.site, login)
        await actor.claim(execution)
        expect(await actor.complete(execution, { outcome: 'started', form: {} }), login).toMatchObject({
          code: 'duty.not-distinct',
        })
        await actor.act({ task: execution }, (facts) => releaseTask(facts, { taskId: execution }))
      })
    }
  },
)

async function withPost(
  login: Login,
  post: { readonly role: string; readonly unit: string },
  work: () => Promise<void>,
): Promise<void> {
  const id = crypto.randomUUID()
  const { admin } = stage.site
  await admin`insert into post (id, person_id, unit_id, role, gives_scope, from_on)
    select ${id}, ${actorOn(stage.site, login).id}, u.id, ${post.role}, false, '2009-01-01' from unit u
    where u.kind = ${post.unit === 'archives' ? 'archives-office' : post.unit === 'agency' ? 'agency' : 'section'} and (${post.unit} <> 'unemployment' or u.name_en like 'Unemployment%')`
  try {
    await work()
  } finally {
    await admin`delete from post where id = ${id}`
  }
}
