import { expect, test } from 'vitest'
import { openSlots } from '#db/slots.ts'

/** Lets so many microtasks pass. */
async function hops(count: number): Promise<void> {
  for (let hop = 0; hop < count; hop += 1) await Promise.resolve()
}

test.each([0, 1, 2, 3, 4, 5, 6])(
  'whoever comes %i turns after a place was left finds it handed over to who waited',
  async (late) => {
    const slots = openSlots(2)
    let running = 0
    let most = 0
    const busy = async (done: Promise<void>): Promise<void> => {
      running += 1
      most = Math.max(most, running)
      await done
      running -= 1
    }
    const first = Promise.withResolvers<void>()
    const rest = Promise.withResolvers<void>()
    const all = [first, rest, rest].map(({ promise }) => slots.run(() => busy(promise)))
    first.resolve()
    await hops(late)
    all.push(slots.run(() => busy(rest.promise)))
    await hops(20)
    expect([running, most]).toEqual([2, 2])
    rest.resolve()
    await Promise.all(all)
    expect([running, most]).toEqual([0, 2])
  },
)

test('work that fails leaves its place to the next', async () => {
  const slots = openSlots(1)
  const failing = slots.run(() => Promise.reject(new Error('spoilt')))
  const next = slots.run(() => Promise.resolve('done'))
  await expect(failing).rejects.toThrow('spoilt')
  expect(await next).toBe('done')
})
