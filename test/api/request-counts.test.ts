import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countAlone, countTogether } from '#api/plugins/request-counts.ts'
import { connectCache, type Cache } from '#db/cache.ts'
import { newId } from '#db/ids.ts'

let cache: Cache
beforeAll(async () => {
  const url = process.env['REDIS_URL']
  if (url === undefined) throw new Error('REDIS_URL is not set; "npm test" starts a server and sets it')
  cache = connectCache(url)
  await new Promise((resolve) => cache.once('ready', resolve))
})
afterAll(() => cache?.disconnect())

const HOUR_MS = 3_600_000
const aCaller = (max: number) => {
  return { name: `test:${newId()}`, windowMs: HOUR_MS, max }
}

/** Commands that Redis was given for a caller: its counter is whatever was taken. */
async function takenOf({ name }: { readonly name: string }): Promise<number> {
  const keys = await cache.keys(`${name}:*`)
  const values = await Promise.all(keys.map(async (key) => cache.get(key)))
  return values.reduce((sum, value) => sum + Number(value), 0)
}

describe('requests counted over all processes', () => {
  test('one process counts each exactly, however many come at once, and asks Redis for ten numbers at a time', async () => {
    const count = countTogether(cache)
    const caller = aCaller(600)
    const counted = await Promise.all(Array.from({ length: 25 }, async () => count(caller)))
    expect(counted.map(({ current }) => current)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
    expect(await takenOf(caller)).toBe(30)
    expect(counted.every(({ ttl }) => ttl > 0 && ttl <= HOUR_MS)).toBe(true)
  })

  test('no number is dealt out twice, and a limit is reached a portion too early at most, never too late', async () => {
    const [one, two] = [countTogether(cache), countTogether(cache)]
    const caller = aCaller(600)
    const counted = await Promise.all(
      Array.from({ length: 600 }, async (_, at) => (at % 2 === 0 ? one : two)(caller)),
    )
    const numbers = counted.map(({ current }) => current)
    expect(new Set(numbers).size).toBe(600)
    expect(Math.max(...numbers)).toBeGreaterThanOrEqual(600)
    expect(numbers.filter((n) => n > 600).length).toBeLessThanOrEqual(10)
  })

  test('a small limit is counted one by one: two processes share it exactly', async () => {
    const [one, two] = [countTogether(cache), countTogether(cache)]
    const caller = aCaller(10)
    const counted = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => (at % 2 === 0 ? one : two)(caller)),
    )
    expect(counted.map(({ current }) => current).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1),
    )
  })

  test('a counter leaves Redis by itself', async () => {
    const caller = aCaller(600)
    await countTogether(cache)(caller)
    const [key = ''] = await cache.keys(`${caller.name}:*`)
    expect(await cache.pttl(key)).toBeGreaterThan(HOUR_MS)
    expect(await cache.pttl(key)).toBeLessThanOrEqual(2 * HOUR_MS)
  })

  test('FLT-6 it says so when Redis does not answer, and counts on when it does again', async () => {
    const away = connectCache('redis://127.0.0.1:9')
    const count = countTogether(away)
    const caller = aCaller(600)
    await expect(count(caller)).rejects.toThrow(/./)
    await expect(count(caller)).rejects.toThrow(/./)
    away.disconnect()
  })
})

test('FLT-6 a process that counts alone begins anew with each window', () => {
  const count = countAlone()
  const caller = { name: 'one', windowMs: HOUR_MS }
  expect([count(caller), count(caller)].map(({ current }) => current)).toEqual([1, 2])
  expect(count({ name: 'other', windowMs: HOUR_MS }).current).toBe(1)
  const over = { name: 'over', windowMs: -1 }
  expect([count(over), count(over)].map(({ current }) => current)).toEqual([1, 1])
})
