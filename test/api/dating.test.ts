import { beforeAll, describe, expect, test } from 'vitest'
import { redateRecords } from '#domain/acts/redate.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import type { WhatIfView } from '#api/contract/schedules.ts'
import { aHandIn, aRecordAtArrange, doNext, peopleOf, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'
import { proposalsOf } from '#test/support/proposals.ts'
import { schedulesOf } from '#test/support/schedules.ts'

const { api } = openApi({})
const people = peopleOf(api)
const { drafted, activated, inForce } = schedulesOf(people)
beforeAll(async () => passProbe(api.site.admin))

/** Filed in a class; whoever is given hands it over as far as the archives office, so that its clerk sees it. */
async function aFiledRecord(formedOn: string, over: Parameters<typeof aHandIn>[0] = {}): Promise<string> {
  const record = aHandIn({ classCode: 'SI-5-03', formedOn, sourceReference: newId(), ...over })
  const { recordId } = await aRecordAtArrange(api, record)
  const archivist = await people.as('shen.zhiqiu')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await api.site
    .admin`update record set custody_unit_id = (select archives_unit_id from fonds where id = record.fonds_id) where id = ${recordId}`
  return recordId
}

const retentionOf = async (id: string, person: Person) =>
  (await person.get(`/api/records/${id}`)).json<RecordDetailView>().retention

describe('REQ-6 a rule of one record beside that of its class', () => {
  test('is refused to who has no right, where it shortens, and to the one person who would do it alone', async () => {
    const id = await aFiledRecord('2021-03-02')
    const [clerk, archivist] = [await people.inRole('archives-clerk'), await people.as('shen.zhiqiu')]
    const propose = async (person: Person, years: number) =>
      (
        await person.post(`/api/records/${id}/own-rule`, {
          body: { period: { kind: 'years', years }, reason: '涉及长期信访' },
        })
      ).json()
    expect(await propose(archivist, 30)).toMatchObject({ code: 'access.denied' })
    expect(await propose(clerk, 5)).toMatchObject({ code: 'retention.minimum-term' })
    expect(await propose(clerk, 10)).toMatchObject({ code: 'retention.not-longer' })
    const head = await people.inRole('archives-head')
    await propose(head, 30)
    const { proposed } = (await retentionOf(id, head)).ownRule
    expect(proposed?.decide).toEqual({ allowed: false, reason: 'retention.rule-second-person' })
    const alone = await head.post(`/api/records/${id}/own-rule/${proposed?.ruleId}/decision`, {
      body: { decision: 'confirm' },
    })
    expect(alone.json()).toMatchObject({ code: 'retention.rule-second-person' })
  })

  test('counts once a second person confirms it, is explained in both languages, and survives in the fold', async () => {
    const id = await aFiledRecord('2021-03-02')
    const [clerk, head] = [await people.inRole('archives-clerk'), await people.inRole('archives-head')]
    const body = { period: { kind: 'years', years: 30 }, reason: '涉及长期信访' }
    expect((await clerk.post(`/api/records/${id}/own-rule`, { body })).json()).toMatchObject({
      endsOn: '2031-12-31',
    })
    const { proposed } = (await retentionOf(id, head)).ownRule
    const decision = `/api/records/${id}/own-rule/${proposed?.ruleId}/decision`
    const foreign = await people.as('fang.mingche')
    expect([await proposalsOf(clerk), await proposalsOf(foreign)]).toEqual([[], []])
    expect(await proposalsOf(head)).toEqual(['own-rule'])
    expect((await head.post(decision, { body: { decision: 'confirm' } })).json()).toMatchObject({
      endsOn: '2051-12-31',
    })
    expect(await proposalsOf(head)).toEqual([])
    const { ownRule, explanation } = await retentionOf(id, clerk)
    expect(ownRule).toMatchObject({ inForce: { ...body, isPreceded: false }, proposed: null })
    expect(explanation.zh.join('\n')).toContain('单独期限优先于类别规则')
    expect(explanation.en.join('\n')).toContain('The rule of this record precedes that of its class')
    // The custody that the test gave by hand is no event's.
    await api.site.admin`update record set custody_unit_id = null where id = ${id}`
    const folded = await (await people.as('shen.zhiqiu')).get(`/api/records/${id}/verification`)
    expect(folded.json()).toMatchObject({ verdict: 'whole', tablesEqualFold: true })
  })
})

describe('a last day set by hand', () => {
  test('REQ-10 REQ-12 is refused without a reason, when it is not later, and to who has no right', async () => {
    const id = await aFiledRecord('2021-03-02')
    const [clerk, archivist] = [await people.inRole('archives-clerk'), await people.as('shen.zhiqiu')]
    const path = `/api/records/${id}/end-by-hand`
    const post = async (person: Person, body: object) => (await person.post(path, { body })).json()
    expect(await post(clerk, { endsOn: '2040-01-01', reason: ' ' })).toMatchObject({
      code: 'request.invalid',
    })
    expect(await post(clerk, { endsOn: '2031-12-31', reason: 'x' })).toMatchObject({
      code: 'retention.not-longer',
    })
    expect(await post(clerk, { endsOn: '2040-02-30', reason: 'x' })).toMatchObject({
      code: 'request.invalid',
    })
    expect(await post(archivist, { endsOn: '2040-01-01', reason: 'x' })).toMatchObject({
      code: 'access.denied',
    })
    expect((await retentionOf(id, archivist)).setByHand).toEqual({ allowed: false, reason: 'access.denied' })
  })

  test('REQ-10 REQ-12 counts, is explained in both languages, survives in the fold, and is lifted by another person', async () => {
    const id = await aFiledRecord('2021-03-02')
    const [clerk, head] = [await people.inRole('archives-clerk'), await people.inRole('archives-head')]
    expect((await retentionOf(id, clerk)).setByHand).toEqual({ allowed: true, reason: null })
    const body = { endsOn: '2036-06-30', reason: '行政复议期间须备查' }
    expect((await clerk.post(`/api/records/${id}/end-by-hand`, { body })).json()).toMatchObject({
      endsOn: '2036-06-30',
      dueOn: '2036-07-01',
    })
    const shown = await retentionOf(id, head)
    expect(shown).toMatchObject({
      endsOn: '2036-06-30',
      byHand: { endsOn: '2036-06-30', reason: body.reason, isOvertaken: false, lift: { allowed: true } },
    })
    expect(shown.explanation.zh.join('\n')).toContain('人工确定的截止日晚于计算结果')
    expect(shown.explanation.en.join('\n')).toContain('2031-12-31 → 2036-06-30')
    expect((await retentionOf(id, clerk)).byHand?.lift).toEqual({ allowed: false, reason: 'access.denied' })
    const lifted = await head.post(`/api/records/${id}/end-by-hand/lift`, { body: { reason: '复议已结' } })
    expect(lifted.json()).toMatchObject({ endsOn: '2031-12-31' })
    expect((await retentionOf(id, head)).byHand).toBeNull()
    const types = await api.site.admin<{ type: string }[]>`
      select type from event where stream_id = ${id} and type like 'retention.%' order by seq`
    expect(types.map(({ type }) => type)).toEqual([
      'retention.computed',
      'retention.set-by-hand',
      'retention.computed',
      'retention.hand-lifted',
      'retention.computed',
    ])
  })
})

describe('several rules for one class, and facts that are missing', () => {
  test('REQ-14 FEA-B11 the longest of the rules decides, and the record shows the others', async () => {
    await inForce('ALSO-1', 'SI-5-04', { period_years: '50', also_for: 'SI-5-03' })
    const id = await aFiledRecord('2021-03-02')
    const shown = await retentionOf(id, await people.inRole('archives-head'))
    expect(shown).toMatchObject({ verdict: 'ends', endsOn: '2071-12-31', alsoRules: [{ code: 'SI-5-04' }] })
    expect(shown.explanation.zh.join('\n')).toContain('几条规则同时适用，以期限最长者为准；另有：SI-5-03')
  })

  test('REQ-14 FEA-B9 FEA-B11 rules that contradict each other leave no date and an incident with its owner', async () => {
    await inForce('ALSO-2', 'SI-5-03', { maximum_years: '20' })
    const id = await aFiledRecord('2021-03-02')
    const clerk = await people.as('shen.zhiqiu')
    const detail = (await clerk.get(`/api/records/${id}`)).json<RecordDetailView>()
    expect(detail.retention).toMatchObject({ verdict: 'conflict', endsOn: null })
    expect(detail.incidents).toMatchObject([
      {
        kind: 'settle-retention',
        errorCode: 'retention.conflict',
        errorDetail: 'retention.maximum-exceeded SI-5-03',
      },
    ])
  })

  test('REQ-9 FEA-B7 a date of the metadata that is missing is somebody’s to find; confirmed by a second person it dates the record', async () => {
    await inForce('ALSO-3', 'SI-5-04', { also_for: '' })
    await inForce('ALSO-4', 'SI-5-03', { trigger: 'event:metadata-date(M82)', maximum_years: '' })
    const id = await aFiledRecord('2021-03-02')
    const archivist = await people.as('shen.zhiqiu')
    const before = (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>()
    expect(before.retention).toMatchObject({
      verdict: 'cannot_evaluate',
      triggers: [{ kind: 'metadata-date', of: 'M82', source: 'metadata', why: 'missing', on: null }],
    })
    expect(before.incidents).toMatchObject([{ errorCode: 'retention.cannot-evaluate' }])
    const future = await archivist.post(`/api/records/${id}/events-entered`, {
      body: { kind: 'metadata-date', on: '2199-01-01', evidence: '元数据 M82' },
    })
    expect(future.json()).toMatchObject({ code: 'record.formed-in-future' })
    const entered = await archivist.post(`/api/records/${id}/events-entered`, {
      body: { kind: 'metadata-date', on: '2022-02-28', evidence: '元数据 M82' },
    })
    const { eventId } = entered.json<{ eventId: string }>()
    const clerk = await people.inRole('archives-clerk')
    await clerk.post(`/api/records/${id}/events-entered/${eventId}/confirmation`)
    const after = (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>()
    expect(after.retention).toMatchObject({ verdict: 'ends', endsOn: '2032-12-31' })
    expect(after.retention.explanation.zh.at(-1)).toMatch(/^沈知秋 \S+ 录入，\S+ \S+ 确认$/)
    expect(after.incidents).toEqual([])
  })

  test('REQ-8 REQ-9 REQ-15 FEA-B7 a date of the metadata is taken from its field: at the filing, and anew in a reopened record', async () => {
    const archivist = await people.as('shen.zhiqiu')
    const head = await people.as('guo.huaiyuan')
    const record = aHandIn({ classCode: 'SI-5-03', formedOn: '2021-03-02', sourceReference: newId() })
    const { recordId: id } = await aRecordAtArrange(api, record)
    const say = async (...texts: readonly string[]) =>
      archivist.post(`/api/records/${id}/metadata`, { body: { values: { M82: texts } } })
    expect((await say('2199-01-01')).json()).toMatchObject({ code: 'metadata.faulty' })
    expect((await say('2022-02-28')).json()).toMatchObject({ redated: null })
    await doNext(api, id, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    await doNext(api, id, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
    const filed = await retentionOf(id, archivist)
    expect(filed).toMatchObject({
      verdict: 'ends',
      endsOn: '2032-12-31',
      triggers: [{ on: '2022-02-28', source: 'metadata', why: null, name: { zh: '行为时间' } }],
    })
    expect(filed.explanation.zh.join('\n')).toContain('取自元数据“行为时间（M82）”')
    const entered = await archivist.post(`/api/records/${id}/events-entered`, {
      body: { kind: 'metadata-date', of: 'M82', on: '2022-03-01', evidence: 'x' },
    })
    expect([entered.statusCode, entered.json()]).toMatchObject([409, { code: 'event.from-data' }])
    expect((await say('2023-01-31')).json()).toMatchObject({ code: 'record.closed' })
    await head.post(`/api/records/${id}/reopening`, { body: { reason: '更正著录' } })
    expect((await say('2023-01-31')).json()).toMatchObject({
      redated: { verdict: 'ends', endsOn: '2033-12-31', dueOn: '2034-01-01' },
    })
    expect((await say()).json()).toMatchObject({ redated: { verdict: 'cannot_evaluate', endsOn: null } })
    const cleared = (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>()
    expect(cleared.incidents).toMatchObject([{ errorDetail: 'fact.missing metadata-date M82' }])
    expect((await say('2022-02-28')).json()).toMatchObject({ redated: { endsOn: '2032-12-31' } })
    const whole = (await archivist.get(`/api/records/${id}/verification`)).json()
    expect(whole).toMatchObject({ verdict: 'whole', differing: [] })
  })

  test('REQ-9 REG-44 FEA-B8 a side volume begins with its main one: it waits with it, and its date stands in the commit that confirms the close of the case', async () => {
    await inForce('SIDE-1', 'ZC-02', { trigger: 'event:related-record(main-volume)' }, 'other')
    const archivist = await people.as('shen.zhiqiu')
    const head = await people.as('guo.huaiyuan')
    const create = async (over: object) => {
      const body = {
        definition: 'paper-file',
        title: '追索劳动报酬案',
        formedOn: '2021-03-02',
        formingUnitId: demoUnitId('unemployment'),
        carrier: 'paper',
        grade: 'internal',
        uploadIds: [],
        ...over,
      }
      return (await archivist.post('/api/records', { body })).json<{ recordId: string }>().recordId
    }
    const mainId = await create({ classCode: 'ZC-01', volume: 'main' })
    const sideId = await create({ classCode: 'ZC-02', volume: 'side', mainRecordId: mainId })
    const steps = [
      ['submitted', {}],
      ['arranged', { pages: 1, contents: '合议笔录|仲裁院||2021-03-02|1' }],
      ['filed', { classCode: 'ZC-02' }],
    ] as const
    for (const [outcome, form] of steps) {
      const person = outcome === 'submitted' ? await people.as('chen.lidong') : archivist
      const done = await doNext(api, sideId, { person, outcome, form })
      if (done.statusCode !== 200) throw new Error(`${outcome}: ${done.body}`)
    }
    expect(await retentionOf(sideId, archivist)).toMatchObject({
      verdict: 'waiting_for_event',
      triggers: [{ kind: 'related-record', source: 'record', why: 'waiting', related: { id: mainId } }],
    })
    const entered = await archivist.post(`/api/records/${mainId}/events-entered`, {
      body: { kind: 'case-closed', on: '2022-05-05', evidence: '裁决书送达回证' },
    })
    const { eventId } = entered.json<{ eventId: string }>()
    await head.post(`/api/records/${mainId}/events-entered/${eventId}/confirmation`)
    const begun = await retentionOf(sideId, archivist)
    expect(begun).toMatchObject({ verdict: 'ends', endsOn: '2027-12-31', triggers: [{ on: '2022-05-05' }] })
    expect(begun.explanation.en.join('\n')).toContain('taken from the related record')
    expect(begun.explanation.en.join('\n')).not.toContain('Entered by')
    for (const id of [mainId, sideId])
      expect((await archivist.get(`/api/records/${id}/verification`)).json()).toMatchObject({
        verdict: 'whole',
        differing: [],
      })
  })

  test('REQ-9 REQ-15 FEA-B8 a record begins with the one that it replaces, moves with it in its commit, and waits for somebody once the relation is withdrawn', async () => {
    await inForce('REL-1', 'SI-5-01', { trigger: 'event:related-record(replaces)' })
    const archivist = await people.as('shen.zhiqiu')
    const head = await people.as('guo.huaiyuan')
    const create = async (classCode: string) => {
      const record = aHandIn({ classCode, formedOn: '2021-03-02', sourceReference: newId() })
      return (await aRecordAtArrange(api, record)).recordId
    }
    const file = async (id: string, classCode: string) => {
      await doNext(api, id, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
      await doNext(api, id, { person: archivist, outcome: 'filed', form: { classCode } })
      return (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>().archivalCode
    }
    const [otherId, id] = [await create('SI-5-03'), await create('SI-5-01')]
    const say = async (day: string) =>
      archivist.post(`/api/records/${otherId}/metadata`, { body: { values: { M82: [day] } } })
    await say('2022-02-28')
    const code = await file(otherId, 'SI-5-03')
    await file(id, 'SI-5-01')
    expect(await retentionOf(id, archivist)).toMatchObject({ verdict: 'cannot_evaluate' })
    const body = { type: 'replaces', code, reason: '重新核定' }
    const said = await archivist.post(`/api/records/${id}/relations`, { body })
    const begun = await retentionOf(id, archivist)
    expect(begun).toMatchObject({
      verdict: 'ends',
      triggers: [{ on: '2022-02-28', source: 'record', related: null }],
    })
    expect(begun.explanation.zh.join('\n')).toContain('取自其“替代”的档案')
    expect(begun.explanation.zh.join('\n')).not.toContain(code)
    await head.post(`/api/records/${otherId}/reopening`, { body: { reason: '更正著录' } })
    await say('2023-01-31')
    expect(await retentionOf(id, archivist)).toMatchObject({ triggers: [{ on: '2023-01-31' }] })
    const { relationId } = said.json<{ relationId: string }>()
    await archivist.post(`/api/relations/${relationId}/withdrawal`, { body: { reason: '误记' } })
    expect(await retentionOf(id, archivist)).toMatchObject({ verdict: 'cannot_evaluate' })
    for (const one of [id, otherId])
      expect((await archivist.get(`/api/records/${one}/verification`)).json()).toMatchObject({
        verdict: 'whole',
        differing: [],
      })
  })

  test('FEA-B16 the what-if reads the field from which a new rule starts, as the re-dating will', async () => {
    const archivist = await people.as('shen.zhiqiu')
    const record = aHandIn({ classCode: 'SI-5-04', formedOn: '2021-03-02', sourceReference: newId() })
    const { recordId: id } = await aRecordAtArrange(api, record)
    await archivist.post(`/api/records/${id}/metadata`, { body: { values: { M82: ['2022-02-28'] } } })
    await doNext(api, id, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    await doNext(api, id, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-04' } })
    const before = await retentionOf(id, archivist)
    const versionId = await inForce('FIELD-5', 'SI-5-04', { trigger: 'event:metadata-date(M82)' })
    const clerk = await people.inRole('archives-clerk')
    const seen = (await archivist.get(`/api/schedules/${versionId}/what-if/records`)).json<{
      items: { recordId: string }[]
    }>()
    expect(before.triggers).toEqual([])
    expect(seen.items.find(({ recordId }) => recordId === id)).toMatchObject({
      kind: 'later',
      from: { endsOn: before.endsOn },
      to: { verdict: 'ends', endsOn: String(Number(before.endsOn?.slice(0, 4)) + 1) + '-12-31' },
    })
    const whole = await clerk.get(`/api/schedules/${versionId}/what-if`)
    expect(whole.statusCode).toBe(200)
  })

  test('REQ-9 FEA-B8 FEA-B16 the what-if follows a chain of relations of which each record moves, and the re-dating does what it says', async () => {
    const archivist = await people.as('shen.zhiqiu')
    const create = async (classCode: string) => {
      const record = aHandIn({ classCode, formedOn: '2021-03-02', sourceReference: newId() })
      const { recordId: id } = await aRecordAtArrange(api, record)
      await archivist.post(`/api/records/${id}/metadata`, { body: { values: { M82: ['2022-02-28'] } } })
      await doNext(api, id, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
      await doNext(api, id, { person: archivist, outcome: 'filed', form: { classCode } })
      const { archivalCode: code } = (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>()
      return { id, code }
    }
    const relate = async (id: string, type: string, code: string | null) => {
      const said = await archivist.post(`/api/records/${id}/relations`, {
        body: { type, code, reason: '重新核定' },
      })
      return said.json<{ relationId: string }>().relationId
    }
    const [first, then, last, lone] = [
      await create('SI-5-04'),
      await create('SI-5-01'),
      await create('SI-5-03'),
      await create('SI-5-04'),
    ]
    await relate(first.id, 'continues', then.code)
    await relate(then.id, 'replaces', last.code)
    const relationId = await relate(lone.id, 'continues', then.code)
    await archivist.post(`/api/relations/${relationId}/withdrawal`, { body: { reason: '误记' } })
    await inForce('CHAIN-1', 'SI-5-03', { trigger: 'formed' })
    const versionId = await drafted('CHAIN-2', 'SI-5-04', { trigger: 'event:related-record(continues)' })
    const asked = async () => {
      const path = `/api/schedules/${versionId}/what-if`
      const { items } = (await archivist.get(`${path}/records?limit=100`)).json<{
        items: { recordId: string; kind: string; to: { endsOn: string | null } }[]
      }>()
      const { total } = (await archivist.get(path)).json<WhatIfView>()
      expect(total.cannot_evaluate).toBe(items.filter(({ kind }) => kind === 'cannot_evaluate').length)
      return new Map(items.map(({ recordId, kind, to }) => [recordId, { kind, endsOn: to.endsOn }]))
    }
    const before = await asked()
    expect([first, then, last, lone].map(({ id }) => before.get(id)?.kind)).toEqual([
      'earlier',
      'earlier',
      'earlier',
      'cannot_evaluate',
    ])
    await activated(versionId)
    expect(await asked()).toEqual(before)
    for (const { id } of [first, then, last, lone]) {
      const principal = { kind: 'person', id: ENGINE_ID } as const
      const want = { dating: true, data: true, case: true } as const
      const moved = await api.site.gate.act(
        { name: 'record.redate', facts: { principal, key: newId(), subjects: [id], want }, body: {} },
        (facts) => redateRecords(facts, { versionId, recordIds: [id] }),
      )
      const { kind, endsOn } = before.get(id) ?? {}
      expect(moved).toMatchObject({ answer: { verdicts: { [id]: kind } } })
      if (endsOn !== null) expect((await retentionOf(id, archivist)).endsOn).toBe(endsOn)
    }
  })
})
