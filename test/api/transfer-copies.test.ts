import { expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { aRecordAtArrange, personAt } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api } = openApi({})

test('REQ-51 what will be due for transfer is told to those who dispose of records, and to nobody else', async () => {
  const refused = await (await personAt(api.app, 'chen.lidong')).get('/api/transfer/forecast')
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'access.denied'])
  const answer = await (await personAt(api.app, 'han.shuning')).get('/api/transfer/forecast')
  expect(answer.statusCode, answer.body).toBe(200)
})

test('a batch that is not there, and one that nobody may see, have no copies', async () => {
  const clerk = await personAt(api.app, 'han.shuning')
  const answer = await clerk.get(`/api/transfer-batches/${newId()}/copies`)
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found'])
})

test('a record on no batch has no transfer', async () => {
  const { recordId } = await aRecordAtArrange(api)
  const answer = await (await personAt(api.app, 'shen.zhiqiu')).get(`/api/records/${recordId}/transfer`)
  expect(answer.json()).toEqual({ transfer: null })
})
