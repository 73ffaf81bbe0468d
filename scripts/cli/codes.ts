import type { z } from 'zod'
import type { CodeGapsView } from '#api/contract/codes.ts'
import { UsageFault, type Answer } from './verb.ts'
import { signedIn, type AskedSession } from './wire.ts'

export interface AskedGaps extends AskedSession {
  readonly year?: string
  readonly block?: string
  readonly open?: boolean
}

/** A gap that waits for a person's reason is a fault; what the system or a person explains is none. */
export async function listGaps(asked: AskedGaps): Promise<Answer> {
  const { year, block, open } = asked
  if (year !== undefined && !/^\d{4}$/.test(year)) throw new UsageFault(`${year} is no year`)
  const query = new URLSearchParams({
    ...(year === undefined ? {} : { year }),
    ...(block === undefined ? {} : { block }),
    ...(open === true ? { open: 'yes' } : {}),
  })
  return signedIn(asked, async (wire) => {
    const gaps = await wire.get<z.output<typeof CodeGapsView>>(`/api/codes/gaps?${query}`)
    const waiting = gaps.items.filter(({ state }) => state === 'missing')
    return {
      lines: [
        ...gaps.items.map(
          ({ code, state, reason }) => `${code}  ${state}  ${reason?.en ?? 'waits for a reason'}`,
        ),
        `${gaps.items.length}${gaps.isCapped ? ' and more' : ''} gaps, ${waiting.length} wait for a reason`,
      ],
      json: gaps,
      hasFaults: waiting.length > 0 || gaps.isCapped,
    }
  })
}
