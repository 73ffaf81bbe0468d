import { createHash } from 'node:crypto'
import { verifySignature } from '@simplewebauthn/server/helpers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import type { HistoryComparisonView } from '#api/contract/audit.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import {
  aRecordAtArrange,
  codeOf,
  engineConcludes,
  openTaskOf,
  openTestApi,
  type Person,
  type TestApi,
} from '#test/support/api.ts'
import { addKey, failuresOf, forgetCodes, optionsFor, raised, SoftKey } from '#test/support/security-key.ts'
import { APPRAISERS, listHands } from '#test/support/list-hands.ts'
import { passProbe } from '#test/support/database.ts'
import { proposalsOf } from '#test/support/proposals.ts'

let api: TestApi
const { as, people, aDueRecord, aList, taskFor, complete } = listHands(() => api)
beforeAll(async () => {
  api = await openTestApi()
  await passProbe(api.site.admin)
})
afterAll(async () => api.close())

/** A list that waits for the main head: sealed, appraised without dissent, registered, filed for record. */
async function aListToApprove(): Promise<{
  readonly listId: string
  readonly recordId: string
  readonly registerHash: string
}> {
  const recordId = await aDueRecord()
  const listId = await aList([recordId])
  await complete('han.shuning', listId, { outcome: 'sealed', form: {} })
  for (const login of APPRAISERS) {
    const answer = await complete(login, listId, {
      outcome: 'given',
      form: { opinion: '同意销毁' },
      verdicts: [{ recordId, verdict: 'destroy' }],
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
  await engineConcludes(api.site, listId)
  await complete('han.shuning', listId, {
    outcome: 'filed-for-record',
    form: { number: '备〔2026〕7号', filedOn: '2026-01-05' },
  })
  const { registerHash } = (await (await as('qian.wangshu')).get(`/api/disposal-lists/${listId}`)).json<{
    registerHash: string
  }>()
  return { listId, recordId, registerHash }
}

describe('a disposal list', () => {
  test('PRM-4 REG-24 FEA-D1 takes only due records, and only once', async () => {
    const { recordId: early } = await aRecordAtArrange(api)
    const clerk = await as('han.shuning')
    const compile = (recordIds: readonly string[]) =>
      clerk.post('/api/disposal-lists', { body: { title: '清单', recordIds } })
    expect((await compile([])).json()).toMatchObject({ code: 'request.invalid' })
    expect((await compile([newId()])).json()).toMatchObject({ code: 'not-found' })
    expect((await compile([early])).json().code).toMatch(/not-found|record.not-due/)
    const due = await aDueRecord()
    expect(
      (await clerk.get('/api/disposal/due')).json<{ items: { id: string }[] }>().items.map(({ id }) => id),
    ).toContain(due)
    await aDueRecord()
    const listId = await aList([due])
    expect((await compile([due])).json()).toMatchObject({ status: 409 })
    const list = (await clerk.get(`/api/disposal-lists/${listId}`)).json()
    expect(list).toMatchObject({
      place: { step: 'compile' },
      items: [{ recordId: due, state: 'listed', opinions: [] }],
      counts: { listed: 1 },
      // Who decides sees the rule, and that one more of the class stays.
      basis: [
        {
          classCode: 'SI-5-03',
          listed: 1,
          rule: { periodYears: 10, source: expect.stringContaining('令第3号') },
          staying: { count: 1, isCapped: false },
          stayingHeld: { count: 0 },
        },
      ],
      execution: null,
    })
    expect(
      list.stages.map(({ step, state }: { step: string; state: string }) => `${step} ${state}`).slice(0, 2),
    ).toEqual(['compile now', 'opinions to-come'])
  })

  test('a clerk of a section may not compile one', async () => {
    const due = await aDueRecord()
    const answer = await (
      await as('shen.zhiqiu')
    ).post('/api/disposal-lists', { body: { title: '清单', recordIds: [due] } })
    expect(answer.json()).toMatchObject({ code: 'access.denied', status: 403 })
  })

  test('REQ-22 REG-24 an opinion must speak of every item', async () => {
    const recordId = await aDueRecord()
    const listId = await aList([recordId])
    await complete('han.shuning', listId, { outcome: 'sealed', form: {} })
    const answer = await complete('jiang.yilan', listId, {
      outcome: 'given',
      form: { opinion: '同意' },
      verdicts: [],
    })
    expect(answer.json()).toMatchObject({ code: 'list.opinion-incomplete' })
    const again = await complete('jiang.yilan', listId, {
      outcome: 'given',
      form: { opinion: '同意' },
      verdicts: [{ recordId, verdict: 'destroy' }],
    })
    expect(again.statusCode).toBe(200)
    const list = (await (await as('han.shuning')).get(`/api/disposal-lists/${listId}`)).json()
    expect(list).toMatchObject({
      opinions: [{ kind: 'archives', opinion: '同意' }],
      items: [{ opinions: [{ kind: 'archives', verdict: 'destroy' }] }],
    })
  })

  test('REQ-41 FEA-E2 one query lists all held records with their holds, and nothing that was lifted', async () => {
    const ids = [await aDueRecord(), await aDueRecord()]
    const [clerk, head] = [await as('han.shuning'), await as('wei.changqing')]
    const place = async (id: string | undefined, reason: string) =>
      (
        await clerk.post(`/api/records/${id}/holds`, {
          body: { reason, authority: '通知书', reviewOn: '2090-01-01' },
        })
      ).json<{ holdId: string }>().holdId
    const [, second] = [await place(ids[0], '仲裁'), await place(ids[0], '审计'), await place(ids[1], '信访')]
    await head.post(`/api/holds/${second}/lift-proposal`, { body: { reason: '审计已结' } })
    type Holds = { items: { recordId: string; reason: string; archivalCode: string | null }[] }
    const standing = async (person: Person) =>
      (await person.get('/api/holds?state=standing&limit=100'))
        .json<Holds>()
        .items.filter(({ recordId }) => ids.includes(recordId))
    const held = await standing(clerk)
    expect(
      held
        .filter(({ recordId }) => recordId === ids[0])
        .map(({ reason }) => reason)
        .toSorted(),
    ).toEqual(['仲裁', '审计'].toSorted())
    expect(held.filter(({ recordId }) => recordId === ids[1])).toMatchObject([
      { reason: '信访', archivalCode: expect.stringMatching(/^J021-/) },
    ])
    expect(await standing(await as('tang.ruoxi'))).toEqual([])
    await (await as('qian.wangshu')).post(`/api/holds/${second}/lift`, { body: { decision: 'confirm' } })
    expect((await standing(clerk)).map(({ reason }) => reason)).not.toContain('审计')
  })

  test('REQ-38 REQ-40 FEA-E7 FEA-E8 FEA-L5 a hold takes its record off the list; lifting it needs a second person', async () => {
    const recordId = await aDueRecord()
    const listId = await aList([recordId])
    const clerk = await as('han.shuning')
    const head = await as('wei.changqing')
    const placed = await clerk.post(`/api/records/${recordId}/holds`, {
      body: { reason: '仲裁', authority: '仲裁通知书', reviewOn: '2090-01-01' },
    })
    expect(placed.statusCode).toBe(201)
    expect(placed.json()).toMatchObject({ leftListId: listId })
    const { holdId } = placed.json<{ holdId: string }>()
    expect((await clerk.get('/api/holds')).json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: holdId, state: 'active' })]),
    })
    const lift = (person: Person) =>
      person.post(`/api/holds/${holdId}/lift`, { body: { decision: 'confirm' } })
    expect((await lift(head)).json()).toMatchObject({ code: 'hold.not-proposed' })
    expect(
      (await head.post(`/api/holds/${holdId}/lift-proposal`, { body: { reason: '已结案' } })).json(),
    ).toEqual({ done: true })
    expect((await lift(head)).json()).toMatchObject({ code: 'hold.second-person' })
    const second = await as('qian.wangshu')
    for (const other of [clerk, head, await as('tang.ruoxi')]) expect(await proposalsOf(other)).toEqual([])
    expect(await proposalsOf(second)).toEqual(['record-lift'])
    expect((await lift(second)).json()).toEqual({ done: true })
    expect(await proposalsOf(second)).toEqual([])
    expect((await clerk.get(`/api/records/${recordId}`)).json()).toMatchObject({
      isHeld: false,
      place: { step: 'due' },
      listId: null,
    })
    const days = 'from=2000-01-01&to=2090-01-01&table=disposalListItem'
    const compare = `/api/audit/histories/${listId}/comparison?${days}`
    const compared = await clerk.get(compare)
    const { changes, names, subject } = compared.json<HistoryComparisonView>()
    expect(subject.title).toBe('2015年失业待遇到期清单')
    const left = changes.find(({ field }) => field === 'leaveReason')
    expect(left).toMatchObject({ before: null, after: 'on-hold' })
    expect(names[left?.rowId ?? '']?.zh).toMatch(/^J021-/)
    const stranger = await as('tang.ruoxi')
    expect((await stranger.get(compare)).statusCode).toBe(404)
  })
})

describe('the main head signs with a second factor', () => {
  const approve = (listId: string, more: Readonly<Record<string, unknown>>) =>
    complete('qian.wangshu', listId, { outcome: 'approved', form: { opinion: '批准销毁' }, ...more })

  test('TRUST-6.5.1 that is fresh, right, used once, and bound to the register that was seen', async () => {
    const { listId, registerHash } = await aListToApprove()
    expect((await approve(listId, {})).json()).toMatchObject({ code: 'factor.required' })
    expect((await approve(listId, { totp: '12345' })).json()).toMatchObject({ code: 'request.invalid' })
    const wrong = (await codeOf('qian.wangshu', 40)) === '000000' ? '000001' : '000000'
    expect((await approve(listId, { totp: wrong, registerHash })).json()).toMatchObject({
      code: 'factor.wrong',
    })
    const code = await codeOf('qian.wangshu')
    expect((await approve(listId, { totp: code, registerHash: 'f'.repeat(64) })).json()).toMatchObject({
      code: 'factor.other-register',
      status: 409,
    })
    expect(
      (await approve(listId, { totp: await codeOf('qian.wangshu', -4), registerHash })).json(),
    ).toMatchObject({ code: 'factor.wrong' })
    expect(await failuresOf(api, 'qian.wangshu')).toBe(2)
    const signed = await approve(listId, { totp: code, registerHash })
    expect(await failuresOf(api, 'qian.wangshu')).toBe(0)
    expect(signed.json()).toMatchObject({ place: { step: 'cool-off' } })
    const list = (await (await as('qian.wangshu')).get(`/api/disposal-lists/${listId}`)).json()
    expect(list).toMatchObject({
      approval: { by: { id: demoPersonId('qian.wangshu') }, opinion: '批准销毁' },
      allowedActions: { abort: { allowed: true } },
    })
    const [event] = await api.site.admin<
      { factor: string }[]
    >`select canonical::jsonb->'data'->>'factor' as factor from event where stream_id = ${listId} and type = 'list.approved'`
    expect(event?.factor).toMatch(new RegExp(`^totp:\\d+:${registerHash}$`))
    const second = await aListToApprove()
    const replayed = await approve(second.listId, { totp: code, registerHash: second.registerHash })
    expect(replayed.json()).toMatchObject({ code: 'factor.replayed', status: 403 })
  })

  test('PRM-5 REG-42 by a security key that signs this register at this task, once, so that a stranger can check it', async () => {
    const { listId, registerHash } = await aListToApprove()
    const other = await aListToApprove()
    await forgetCodes(api, 'qian.wangshu')
    const key = new SoftKey()
    const proved = await (
      await as('qian.wangshu')
    ).post('/api/session/factor', {
      body: { code: await codeOf('qian.wangshu') },
    })
    const head = await addKey(api.app, raised(api.app, proved), key)
    people.set('qian.wangshu', head)
    const taskId = await taskFor('qian.wangshu', listId)
    const ask = (hash: string) =>
      head.post(`/api/tasks/${taskId}/factor-options`, { body: { registerHash: hash } })
    expect((await ask('f'.repeat(64))).json()).toMatchObject({ code: 'factor.other-register' })
    const options = await optionsFor(head, `/api/tasks/${taskId}/factor-options`, { registerHash })
    const assertion = key.assert(options)
    const elsewhere = { assertion, registerHash: other.registerHash }
    expect((await approve(other.listId, elsewhere)).json()).toMatchObject({ code: 'factor.other-register' })
    expect((await approve(listId, { assertion, registerHash })).json()).toMatchObject({
      code: 'factor.replayed',
    })
    const fresh = await optionsFor(head, `/api/tasks/${taskId}/factor-options`, { registerHash })
    const signed = await approve(listId, { assertion: key.assert(fresh), registerHash })
    expect(signed.json()).toMatchObject({ place: { step: 'cool-off' } })
    const [event] = await api.site.admin<
      { factor: string }[]
    >`select canonical::jsonb->'data'->>'factor' as factor from event where stream_id = ${listId} and type = 'list.approved'`
    const [kind, , hash, nonce, evidence = ''] = event?.factor.split(':') ?? []
    expect([kind, hash]).toEqual(['webauthn', registerHash])
    const [authData = '', clientData = '', signature = ''] = evidence.split('.')
    const said = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { challenge: string }
    const bound = createHash('sha256')
      .update(`${taskId}:${registerHash}:${nonce ?? ''}`)
      .digest('base64url')
    expect(said.challenge).toBe(bound)
    const [added] = await api.site.admin<{ publicKey: string }[]>`
      select canonical::jsonb->'data'->>'publicKey' as "publicKey" from event
      where stream_id = ${demoPersonId('qian.wangshu')} and type = 'person.factor-added'`
    const bytes = Buffer.concat([
      Buffer.from(authData, 'base64url'),
      createHash('sha256').update(Buffer.from(clientData, 'base64url')).digest(),
    ])
    const isSigned = await verifySignature({
      signature: Buffer.from(signature, 'base64url'),
      data: bytes,
      credentialPublicKey: Buffer.from(added?.publicKey ?? '', 'hex'),
    })
    expect(isSigned).toBe(true)
  })

  test('FLT-24 the same code on two lists at once opens one of them', async () => {
    const [one, two] = [await aListToApprove(), await aListToApprove()]
    await forgetCodes(api, 'qian.wangshu')
    const totp = await codeOf('qian.wangshu')
    const answers = await Promise.all(
      [one, two].map(({ listId, registerHash }) => approve(listId, { totp, registerHash })),
    )
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1)
    expect(answers.find((answer) => answer.statusCode === 403)?.json()).toMatchObject({
      code: 'factor.replayed',
    })
  })

  test('FEA-D9 anyone on the list may ask to stop; only the main head stops it', async () => {
    const { listId, registerHash, recordId } = await aListToApprove()
    await forgetCodes(api, 'qian.wangshu')
    expect((await approve(listId, { totp: await codeOf('qian.wangshu'), registerHash })).statusCode).toBe(200)
    const body = { reason: '尚有争议' }
    expect(
      (await (await as('han.shuning')).post(`/api/disposal-lists/${listId}/abort`, { body })).json(),
    ).toMatchObject({ code: 'access.denied' })
    expect(
      (await (await as('jiang.yilan')).post(`/api/disposal-lists/${listId}/stop`, { body })).json(),
    ).toMatchObject({ listId, place: { step: 'cool-off' } })
    expect(
      (await (await as('qian.wangshu')).post(`/api/disposal-lists/${listId}/abort`, { body })).json(),
    ).toMatchObject({ place: { step: 'aborted' } })
    expect((await (await as('han.shuning')).get(`/api/records/${recordId}`)).json()).toMatchObject({
      place: { step: 'due' },
      listId: null,
    })
    const list = (await (await as('han.shuning')).get(`/api/disposal-lists/${listId}`)).json()
    expect(list).toMatchObject({
      abortReason: '尚有争议',
      stopRequests: [{ reason: '尚有争议' }],
      sinceSealed: { left: [{ reason: 'list-aborted' }] },
    })
    expect(
      (await (await as('han.shuning')).get(`/api/disposal-lists/${listId}/verification`)).json(),
    ).toMatchObject({ verdict: 'whole' })
  })
})

test('a task for a list shows what is signed', async () => {
  const { listId, registerHash } = await aListToApprove()
  const taskId = await openTaskOf(api, listId)
  const task = (await (await as('qian.wangshu')).get(`/api/tasks/${taskId}`)).json()
  expect(task).toMatchObject({
    needsSecondFactor: true,
    registerHash,
    record: null,
    list: { id: listId },
    items: [{ state: 'listed' }],
    outcomes: [{ name: 'approved' }, { name: 'rejected', isRefusal: true }],
  })
})
