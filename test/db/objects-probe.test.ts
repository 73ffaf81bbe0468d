import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ObjectStore, openObjectStore } from '#db/objects.ts'
import { PROBE_CHECKS } from '#db/objects/probe-checks.ts'
import { type ProbeReport, probeStore } from '#db/objects/probe.ts'
import { startLaxStore } from '#test/support/lax-store.ts'
import { testStoreConfig } from '#test/support/object-store.ts'

describe('probe of a store that lets a retention be shortened', () => {
  let lax: Awaited<ReturnType<typeof startLaxStore>>
  let store: ObjectStore
  let report: ProbeReport

  beforeAll(async () => {
    const config = testStoreConfig()
    lax = await startLaxStore(config.endpoint)
    store = openObjectStore({ ...config, endpoint: lax.url })
    report = await probeStore(store)
  })

  afterAll(async () => {
    store.close()
    await lax.stop()
  })

  test('PRM-4 the probe fails it, and says on which check', () => {
    expect(report.passed).toBe(false)
    const failed = report.results.filter((result) => !result.passed).map((result) => result.check)
    expect(failed).toContain('shorten refused')
    expect(report.results.find((result) => result.check === 'shorten refused')?.detail).toContain('accepted')
  })

  test('PRM-4 a plain "delete is refused" is not enough: the same store passes it', () => {
    expect(report.results.find((result) => result.check === 'plain delete refused')?.passed).toBe(true)
  })
})

describe('probe of a store whose bucket cannot lock', () => {
  test('PRM-4 the probe fails it with a report, and tries nothing else', async () => {
    const store = openObjectStore(testStoreConfig())
    // Somebody made the bucket before, without object lock.
    await store.wire.send({ method: 'PUT', bucket: 'probe' })
    const report = await probeStore(store)
    store.close()
    expect(report.passed).toBe(false)
    expect(report.results.map((result) => result.passed)).toEqual(PROBE_CHECKS.map(() => false))
    expect(report.results[0]).toMatchObject({
      check: 'locked bucket is made',
      detail: expect.stringContaining('without object lock'),
    })
  })
})

describe('probe of SeaweedFS', () => {
  let store: ObjectStore

  beforeAll(() => {
    store = openObjectStore(testStoreConfig())
  })

  afterAll(() => store.close())

  test('PRM-4 it passes every check, twice over the same buckets', async () => {
    for (let run = 0; run < 2; run += 1) {
      const report = await probeStore(store)
      expect(report.results.filter((result) => !result.passed)).toEqual([])
      expect(report.results.map((result) => result.check)).toEqual(PROBE_CHECKS)
      expect(report.passed).toBe(true)
      expect(report.cacheKey).toMatch(/^http:\/\/127\.0\.0\.1:\d+ SeaweedFS /)
    }
  }, 60_000)
})
