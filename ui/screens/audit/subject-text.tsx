import { Link } from '@tanstack/react-router'
import type { SubjectRefView } from '#api/contract/audit.ts'
import { shortened } from '#ui/components/copy-text.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What something was about: by its title and code where the reader sees them, else by its id. */
export function SubjectText({ subject }: { readonly subject: SubjectRefView }) {
  const { t } = useText()
  const kind = t(`audit:stream.${subject.kind}`, { defaultValue: subject.kind })
  // There is one site, and its name says nothing more than that.
  const words = subject.title ?? (subject.kind === 'site' ? kind : `${kind} ${shortened(subject.id, 8, 0)}`)
  const shown = subject.code === null ? words : `${words} · ${subject.code}`
  if (subject.kind === 'record' && subject.title !== null)
    return (
      <Link to="/records/$recordId" params={{ recordId: subject.id }} className="clip" title={shown}>
        {shown}
      </Link>
    )
  if (subject.kind === 'disposal-list' && subject.title !== null)
    return (
      <Link to="/disposal/$listId" params={{ listId: subject.id }} className="clip" title={shown}>
        {shown}
      </Link>
    )
  if (subject.kind === 'transfer-batch' && subject.title !== null)
    return (
      <Link to="/transfer/$batchId" params={{ batchId: subject.id }} className="clip" title={shown}>
        {shown}
      </Link>
    )
  return (
    <span className="clip muted" title={subject.id}>
      {subject.title === null ? words : `${kind} ${words}`}
    </span>
  )
}
