import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { VerificationView } from '#api/contract/records.ts'
import type { SubjectKind } from '#domain/vocabulary.ts'
import { read, type ReadKey } from '#ui/client/call.ts'
import { Checks } from '#ui/components/checks.tsx'
import { HashText } from '#ui/components/hash-text.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const VERIFICATIONS = {
  record: 'GET /api/records/:id/verification',
  'disposal-list': 'GET /api/disposal-lists/:id/verification',
  'transfer-batch': 'GET /api/transfer-batches/:id/verification',
} as const satisfies Readonly<Record<SubjectKind, ReadKey>>

/** Reads every event again, computes every hash again, and compares the tables with what the events say. */
export function VerifyCard({ subject, id }: { readonly subject: SubjectKind; readonly id: string }) {
  const { t } = useText()
  const [run, setRun] = useState(0)
  const verification = useQuery({
    queryKey: ['verification', subject, id, run],
    queryFn: ({ signal }) => read(VERIFICATIONS[subject], { params: { id } }, signal),
    enabled: run > 0,
    staleTime: Infinity,
  })
  return (
    <section className="card" aria-live="polite">
      <div className="row spread">
        <h2>{t('list:verify.title')}</h2>
        <Button loading={verification.isFetching} onClick={() => setRun((count) => count + 1)}>
          {t(run === 0 ? 'list:verify.go' : 'list:verify.again')}
        </Button>
      </div>
      {run === 0 && <p className="muted">{t('list:verify.hint')}</p>}
      {verification.isFetching && <p>{t('list:verify.running')}</p>}
      <ProblemNotice error={verification.error} />
      {verification.data !== undefined && <Result result={verification.data} />}
    </section>
  )
}

function Result({ result }: { readonly result: VerificationView }) {
  const { t } = useText()
  const isWhole = result.verdict === 'whole'
  const both = (key: string, values: Readonly<Record<string, unknown>> = {}) => ({
    zh: t(key, values),
    en: t(key, values),
  })
  return (
    <div className="stack tight">
      <p className="row wrap">
        <Tag tone={isWhole ? 'ok' : 'soon'}>{t(`list:verify.${result.verdict}`)}</Tag>
        {t('list:verify.took', { count: result.events, ms: Math.round(result.ms) })} ·{' '}
        <When at={result.checkedAt} />
      </p>
      <Checks
        checks={[
          {
            code: 'chain',
            label: both('list:verify.chain'),
            result: result.firstBad === null ? 'passed' : 'failed',
            detail:
              result.firstBad === null
                ? null
                : both('list:verify.firstBad', { seq: result.firstBad.seq, reason: result.firstBad.reason }),
          },
          {
            code: 'fold',
            label: both('list:verify.fold'),
            result: result.tablesEqualFold ? 'passed' : 'failed',
            detail: result.tablesEqualFold
              ? null
              : { zh: result.differing.join('、'), en: result.differing.join(', ') },
          },
        ]}
      />
      <HashText value={result.headHash} />
    </div>
  )
}
