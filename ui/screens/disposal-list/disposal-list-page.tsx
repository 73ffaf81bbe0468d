import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ListDetailView } from '#api/contract/disposal.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Checks } from '#ui/components/checks.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Basis } from './basis.tsx'
import { Certificate } from './certificate.tsx'
import { CoolingOff } from './cooling-off.tsx'
import { Execution } from './execution.tsx'
import { Figures } from './figures.tsx'
import { Items } from './items.tsx'
import { ListWork } from './list-work.tsx'
import { Opinions } from './opinions.tsx'
import { Samples } from './samples.tsx'
import { Signed } from './signed.tsx'
import { Stages } from './stages.tsx'
import { useAnswers } from './use-answers.ts'
import { useVerdicts } from './use-verdicts.ts'
import { VerifyCard } from './verify-card.tsx'
import { Witnesses } from './witnesses.tsx'
import './disposal-list.css'

/** While copies are being destroyed the page asks again this often, beside the changes that it is told. */
const EXECUTION_REFETCH_MS = 2000

export function DisposalListPage() {
  const { listId } = useParams({ from: '/shell/disposal/$listId' })
  const list = useRead('GET /api/disposal-lists/:id', { params: { id: listId } })
  const isExecuting =
    list.data?.execution !== undefined &&
    list.data.execution !== null &&
    list.data.execution.finishedAt === null
  useRead(
    'GET /api/disposal-lists/:id',
    { params: { id: listId } },
    { refetchMs: isExecuting ? EXECUTION_REFETCH_MS : undefined },
  )
  return (
    <Answered query={list} heading="h1">
      {(detail) => <ListPage list={detail} />}
    </Answered>
  )
}

/** Everything that is decided or signed on one page: items, hash, difference, rules, and the one button. */
function ListPage({ list }: { readonly list: ListDetailView }) {
  const { t, say } = useText()
  const verdicts = useVerdicts(list)
  const answers = useAnswers(list)
  const isGrave =
    list.place.step === 'approve' || list.place.step === 'execute' || list.place.step === 'destroy'
  return (
    <div className="page">
      <PageHead
        title={t('list:title', { number: list.number, title: list.title })}
        badges={<Tag tone={isGrave && list.endedOn === null ? 'over' : 'info'}>{say(list.place.name)}</Tag>}
        actions={<Button onClick={() => print()}>{t('print')}</Button>}
      >
        <Stages stages={list.stages} />
      </PageHead>
      <div className="page-body split list-body">
        <div className="stack loose">
          <Figures list={list} />
          {list.abortReason !== null && (
            <div className="notice">
              <div>
                <strong>{t('list:aborted')}</strong>
                <p>{list.abortReason}</p>
              </div>
            </div>
          )}
          {list.stopRequests.map((request) => (
            <output key={request.at} className="notice">
              {t('list:stopAsked', { name: say(request.by.name), reason: request.reason })}
            </output>
          ))}
          {list.execution !== null && <Execution execution={list.execution} />}
          <Basis list={list} />
          <Samples list={list} />
          <div className="judged">
            <RuleChecks list={list} />
            <Opinions list={list} />
          </div>
          <Items list={list} verdicts={verdicts} answers={answers} />
        </div>
        <div className="stack loose">
          {list.certificate !== null && <Certificate list={list} />}
          <Signed list={list} />
          {list.myTaskId !== null && (
            <ListWork
              key={list.myTaskId}
              list={list}
              taskId={list.myTaskId}
              verdicts={verdicts}
              answers={answers}
            />
          )}
          <CoolingOff list={list} />
          {list.certificate === null && <Certificate list={list} />}
          <Witnesses list={list} />
          <VerifyCard subject="disposal-list" id={list.id} />
        </div>
      </div>
    </div>
  )
}

function RuleChecks({ list }: { readonly list: ListDetailView }) {
  const { t } = useText()
  if (list.ruleChecks.length === 0) return null
  return (
    <section className="card">
      <h2>{t('list:checks')}</h2>
      <Checks
        checks={list.ruleChecks.map(({ passed, ...check }) => ({
          ...check,
          result: passed ? 'passed' : 'failed',
        }))}
      />
    </section>
  )
}
