import type { IncidentView } from '#api/contract/incidents.ts'
import { isProblemCode } from '#domain/problems.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { SubjectLink } from '#ui/screens/shell/subject-link.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Machine work that stopped: what, why, whose it is, and the button that starts it again. */
export function IncidentCard({ incident }: { readonly incident: IncidentView }) {
  const { t, say, problem } = useText()
  const retry = useAct('POST /api/jobs/:id/retry')
  const code = incident.errorCode
  const known = code !== null && isProblemCode(code) ? problem(code) : undefined
  const unknown = t('incidents:unknown')
  const cause = code === null ? unknown : t(`vocabulary:machineFault.${code}`, { defaultValue: unknown })
  return (
    <article className="card" aria-label={t('incidents:one', { title: incident.title })}>
      <div className="row">
        <Tag tone="soon">{t(`vocabulary:job.${incident.kind}`)}</Tag>
        <h2 className="clip grow">
          <SubjectLink kind={incident.subjectKind} id={incident.subjectId}>
            {incident.title}
          </SubjectLink>
        </h2>
        <ActionButton
          size="small"
          action={incident.allowedActions.retry}
          loading={retry.isPending}
          onClick={() => retry.mutate({ params: { id: incident.jobId } })}
        >
          {t('incidents:retry')}
        </ActionButton>
      </div>
      <p>
        {known?.title ?? cause}
        {known !== undefined && <span className="muted"> {known.fix}</span>}
      </p>
      {code !== null && (
        <details className="faint">
          <summary>{t('incidents:technical')}</summary>
          <p className="code">
            {code}
            {incident.errorDetail !== null && ` · ${incident.errorDetail}`}
          </p>
        </details>
      )}
      <p className="faint">
        {t('incidents:owner', {
          unit: say(incident.owner.unitName),
          role: t(`vocabulary:role.${incident.owner.role}`),
        })}{' '}
        · {t('incidents:attempts', { count: incident.attempts })} · <When at={incident.startedAt} />
      </p>
      <ProblemNotice error={retry.error} />
    </article>
  )
}
