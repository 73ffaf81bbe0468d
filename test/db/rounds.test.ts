import { expect, test, vi } from 'vitest'
import { startRounds } from '#db/rounds.ts'

const AN_HOUR_MS = 3_600_000
const resting = { pollMs: AN_HOUR_MS, backOffMs: AN_HOUR_MS, onFault: () => {} }

test('goes on at once while something waits, rests when nothing does, and a rest ends when it is stopped', async () => {
  const waiting = [3, 1, 0]
  const round = vi.fn<() => Promise<number>>(async () => waiting.shift() ?? 0)
  const atEnd = vi.fn<() => Promise<void>>(async () => {})
  const rounds = startRounds({ ...resting, round, atEnd })
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(3), 60_000)
  expect(atEnd).not.toHaveBeenCalled()
  await rounds.stop()
  expect([round.mock.calls.length, atEnd.mock.calls.length]).toEqual([3, 1])
})

test('a round that fails is told, and the next one tries again', async () => {
  const faults: unknown[] = []
  const round = vi.fn<() => Promise<number>>(async () => 0).mockRejectedValueOnce(new Error('away'))
  const rounds = startRounds({ ...resting, backOffMs: 1, round, onFault: (error) => faults.push(error) })
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(2), 60_000)
  expect(faults).toEqual([new Error('away')])
  await rounds.stop()
})

test('stopped in the middle of a round it rests no more, whether that went well or failed', async () => {
  for (const end of ['well', 'failed'] as const) {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const rounds = startRounds({ ...resting, round: () => promise })
    const stopped = rounds.stop()
    if (end === 'well') resolve(0)
    else reject(new Error('away'))
    await expect(stopped).resolves.toBeUndefined()
  }
})
