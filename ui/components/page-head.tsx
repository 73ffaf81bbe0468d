import type { ReactNode } from 'react'

interface PageHeadProps {
  readonly title: string
  readonly badges?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
  readonly form?: 'plain' | 'with-tabs'
}

export function PageHead({ title, badges, actions, children, form = 'plain' }: PageHeadProps) {
  return (
    <header className={`page-head ${form}`}>
      <div className="title">
        <h1 title={title}>{title}</h1>
        {badges}
        {actions !== undefined && <div className="actions no-print">{actions}</div>}
      </div>
      {children}
    </header>
  )
}
