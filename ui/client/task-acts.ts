import type { TaskActView } from '#api/contract/tasks.ts'
import { useAct } from './hooks.ts'

/** Claim, give back and complete: the three acts of every task. */
export function useTaskActs(
  onCompleted?: (answer: TaskActView) => void,
  onClaimed?: (answer: TaskActView) => void,
) {
  const claim = useAct('POST /api/tasks/:id/claim', onClaimed === undefined ? {} : { onDone: onClaimed })
  const release = useAct('POST /api/tasks/:id/release')
  const complete = useAct(
    'POST /api/tasks/:id/complete',
    onCompleted === undefined ? {} : { onDone: onCompleted },
  )
  return {
    claim,
    release,
    complete,
    error: complete.error ?? claim.error ?? release.error,
    isBusy: claim.isPending || release.isPending || complete.isPending,
    forget: () => {
      claim.reset()
      release.reset()
      complete.reset()
    },
  }
}
export type TaskActs = ReturnType<typeof useTaskActs>
