import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SubjectKind } from '#domain/vocabulary.ts'

interface SubjectLinkProps {
  readonly kind: SubjectKind
  readonly id: string
  readonly onFollow?: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** The page of whatever a task, an incident or a notice is about. */
export function SubjectLink({ kind, id, onFollow, className, children }: SubjectLinkProps) {
  const shared = { onClick: onFollow, className }
  switch (kind) {
    case 'record':
      return (
        <Link to="/records/$recordId" params={{ recordId: id }} {...shared}>
          {children}
        </Link>
      )
    case 'disposal-list':
      return (
        <Link to="/disposal/$listId" params={{ listId: id }} {...shared}>
          {children}
        </Link>
      )
    case 'transfer-batch':
      return (
        <Link to="/transfer/$batchId" params={{ batchId: id }} {...shared}>
          {children}
        </Link>
      )
  }
}
