import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { aRecordAtArrange, doNext, engineDoes, personAt, type Person, type TestApi } from './api.ts'

/** The four seats of the group. */
export const APPRAISERS = ['jiang.yilan', 'xu.wenbo', 'luo.chengzhi', 'pan.suwen'] as const

/** What people do with disposal lists over HTTP, on the site that `api` answers. */
export function listHands(api: () => TestApi) {
  const people = new Map<DemoLogin, Person>()
  const as = async (login: DemoLogin) => {
    const known = people.get(login) ?? (await personAt(api().app, login))
    people.set(login, known)
    return known
  }

  /** A record of 2015 with a period of ten years: kept, and due at once. */
  async function aDueRecord(): Promise<string> {
    const { recordId } = await aRecordAtArrange(api())
    const archivist = await as('shen.zhiqiu')
    await doNext(api(), recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    await doNext(api(), recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
    await engineDoes(api().site, recordId, 'preserved')
    await doNext(api(), recordId, {
      person: await as('guo.huaiyuan'),
      outcome: 'appraised',
      form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
    })
    await doNext(api(), recordId, { person: archivist, outcome: 'signed', form: { records: 1, pages: 3 } })
    await doNext(api(), recordId, {
      person: await as('han.shuning'),
      outcome: 'signed',
      form: { countedPages: 3 },
    })
    const facts = {
      principal: { kind: 'person' as const, id: ENGINE_ID },
      key: newId(),
      subjects: [recordId],
    }
    await api().site.gate.act({ name: 'clock.confirm-due', facts, body: {} }, (seen) =>
      confirmDue(seen, { recordId }),
    )
    return recordId
  }

  async function aList(recordIds: readonly string[]): Promise<string> {
    const answer = await (
      await as('han.shuning')
    ).post('/api/disposal-lists', { body: { title: '2015年失业待遇到期清单', recordIds } })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return answer.json<{ listId: string }>().listId
  }

  async function taskFor(login: DemoLogin, listId: string): Promise<string> {
    const mine = (await (await as(login)).get(`/api/disposal-lists/${listId}`)).json<{
      myTaskId: string | null
    }>().myTaskId
    if (mine === null) throw new Error(`${login} has no task on the list`)
    return mine
  }

  async function complete(login: DemoLogin, listId: string, body: Readonly<Record<string, unknown>>) {
    const person = await as(login)
    const taskId = await taskFor(login, listId)
    await person.post(`/api/tasks/${taskId}/claim`)
    return person.post(`/api/tasks/${taskId}/complete`, { body })
  }

  return { as, people, aDueRecord, aList, taskFor, complete }
}
