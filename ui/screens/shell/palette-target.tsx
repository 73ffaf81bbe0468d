import { Link, type LinkProps } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'

/** Where a hit of the search over everything leads. */
export type Target =
  | { readonly kind: 'page'; readonly to: NonNullable<LinkProps['to']> }
  | { readonly kind: 'all-records'; readonly q: string }
  | { readonly kind: 'record'; readonly id: string }
  | {
      readonly kind: 'record-page'
      readonly id: string
      readonly object: string
      readonly page: number
      readonly q: string
    }
  | { readonly kind: 'stub'; readonly custodyCode: string }
  | { readonly kind: 'list'; readonly id: string }
  | { readonly kind: 'batch'; readonly id: string }
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'person-acts'; readonly id: string }

interface TargetLinkProps {
  readonly target: Target
  readonly onClick: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly children: ReactNode
}

export function TargetLink({ target, children, ...events }: TargetLinkProps) {
  const shared = { ...events, className: 'palette-hit', 'data-palette-hit': '' }
  switch (target.kind) {
    case 'page':
      return (
        <Link to={target.to} {...shared}>
          {children}
        </Link>
      )
    case 'all-records':
      return (
        <Link to="/records" search={{ q: target.q }} {...shared}>
          {children}
        </Link>
      )
    case 'record':
      return (
        <Link to="/records/$recordId" params={{ recordId: target.id }} {...shared}>
          {children}
        </Link>
      )
    case 'record-page':
      return (
        <Link
          to="/records/$recordId"
          params={{ recordId: target.id }}
          search={{ tab: 'contents', object: target.object, page: target.page, q: target.q }}
          {...shared}
        >
          {children}
        </Link>
      )
    case 'stub':
      return (
        <Link to="/settings" search={{ tab: 'stubs', q: target.custodyCode }} {...shared}>
          {children}
        </Link>
      )
    case 'list':
      return (
        <Link to="/disposal/$listId" params={{ listId: target.id }} {...shared}>
          {children}
        </Link>
      )
    case 'batch':
      return (
        <Link to="/transfer/$batchId" params={{ batchId: target.id }} {...shared}>
          {children}
        </Link>
      )
    case 'task':
      return (
        <Link to="/worklist" search={{ task: target.id }} {...shared}>
          {children}
        </Link>
      )
    case 'person':
      return (
        <Link to="/settings" search={{ tab: 'organisation', q: target.name }} {...shared}>
          {children}
        </Link>
      )
    case 'person-acts':
      return (
        <Link to="/audit" search={{ personId: target.id }} {...shared}>
          {children}
        </Link>
      )
  }
}
