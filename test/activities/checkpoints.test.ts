import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCheckpointActivities } from '#activities/checkpoints.ts'
import { DIRECT_RUN } from '#activities/engine.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { signingKeyOf, type SigningKey } from '#db/signing.ts'
import { aRecordAtArrange, openTestApi, type TestApi } from '#test/support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
  await aRecordAtArrange(api)
})
afterAll(async () => api.close())

function activitiesWith(signingKey: SigningKey | null) {
  return createCheckpointActivities({
    sql: api.site.sql,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test',
    run: DIRECT_RUN,
    signingKey,
  })
}

test('FLT-36 a site without a key fails its daily checkpoint instead of skipping it in silence', async () => {
  await expect(activitiesWith(null).signHeads()).rejects.toMatchObject({
    type: 'site.no-signing-key',
    nonRetryable: true,
  })
})

test('FLT-36 a retried checkpoint finds itself made', async () => {
  const activities = activitiesWith(signingKeyOf(randomBytes(32).toString('hex')))
  expect(await activities.signHeads()).toMatchObject({ made: 1 })
  expect(await activities.signHeads()).toMatchObject({ made: 0 })
})
