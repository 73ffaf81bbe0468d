import { MOST_ERRAND_ATTEMPTS, type ErrandResult } from '#domain/errands.ts'
import { endErrand, takeErrand, touchErrand, type ErrandEnd } from '#db/queries/errands.ts'
import { startRounds, type RunningRounds } from '#db/rounds.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { copyGiven } from './copy-given.ts'
import { printBox } from './print-box.ts'
import { splitPdf } from './split-pdf.ts'
import { RefusedErrand, type ErrandWork } from './work.ts'

/** Somebody waits for it in front of a screen. */
const POLL_MS = 1_000
const BACK_OFF_MS = 5_000

/** Does what people ask to be made beside the records, one after the other. */
export function startErrands(
  deps: EngineDeps & { readonly onFault: (error: unknown) => void },
): RunningRounds {
  const { onFault } = deps
  return startRounds({ pollMs: POLL_MS, backOffMs: BACK_OFF_MS, round: () => doErrand(deps), onFault })
}

/** Does the errand that waits longest; answers how many that was. A fault of the moment is given back and tried again. */
export async function doErrand(deps: EngineDeps): Promise<number> {
  const errand = await asEngine(deps, takeErrand)
  if (errand === undefined) return 0
  const { id } = errand
  const progress = async (done: number, total: number) =>
    asEngine(deps, (tx) => touchErrand(tx, { id, done, total }))
  const end = async (how: ErrandEnd) => asEngine(deps, (tx) => endErrand(tx, id, how))
  try {
    await end({ state: 'done', result: await made({ deps, errand, progress }) })
    return 1
  } catch (error) {
    if (error instanceof RefusedErrand) {
      const { code, detail } = error
      await end({ state: 'refused', refusal: { code, ...(detail === undefined ? {} : { detail }) } })
      return 1
    }
    await end(
      errand.attempts < MOST_ERRAND_ATTEMPTS
        ? { state: 'waiting' }
        : { state: 'refused', refusal: { code: 'errand.failed' } },
    )
    throw error
  }
}

async function made(work: ErrandWork): Promise<ErrandResult> {
  const { asked } = work.errand
  switch (asked.kind) {
    case 'box-forms':
      return printBox(work, asked)
    case 'certified-copy':
      return copyGiven(work, asked)
    case 'pdf-pages':
      return splitPdf(work, asked)
  }
}
