import { useState } from 'react'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useKeySignature } from '#ui/client/security-keys.ts'
import type { Factor } from './factor-input.tsx'

const DIGITS = 6

/** The second factor with which the reader is about to sign at a task. */
export function useFactor(task: TaskDetailView) {
  const [digits, put] = useState('')
  const key = useKeySignature(task.id, task.registerHash)
  const hasDigits = digits.length === DIGITS
  const factor: Factor = { digits, put, key, isGiven: hasDigits || key.data !== undefined }
  return {
    factor,
    asInput: () => (key.data !== undefined ? { assertion: key.data } : hasDigits ? { totp: digits } : {}),
    /** Spent with the first try, whatever becomes of the act. */
    spend: () => {
      put('')
      key.reset()
    },
  }
}
