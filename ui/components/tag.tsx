import type { ReactNode } from 'react'

/** `over`: irreversible or overdue, nothing else. */
export type TagTone = 'plain' | 'over' | 'soon' | 'ok' | 'info'

export function Tag({ tone = 'plain', children }: { readonly tone?: TagTone; readonly children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>
}
