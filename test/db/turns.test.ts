import { expect, test } from 'vitest'
import { turnsOf } from '#db/turns.ts'

test('a place that comes free goes to who waits, and not to who comes at that moment too', async () => {
  const inTurn = turnsOf(1)
  let running = 0
  let most = 0
  const body = async (until?: Promise<void>) => {
    running += 1
    most = Math.max(most, running)
    await until
    running -= 1
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = body(promise)
  const held = inTurn(() => first)
  const waiting = inTurn(body)
  const coming = first.then(() => inTurn(body))
  resolve()
  await Promise.all([held, waiting, coming])
  expect(most).toBe(1)
})

test('a work that fails gives its place on', async () => {
  const inTurn = turnsOf(1)
  const failed = inTurn(async () => Promise.reject(new Error('no')))
  const next = inTurn(async () => 'done')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('done')
})
