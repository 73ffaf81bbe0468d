import type { CourseStepView, CourseView } from '#api/contract/course.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Answered } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Diagram } from './diagram.tsx'
import { spentText } from './words.ts'
import './course.css'

/** The pinned definition with the way that the record has gone: as a picture, and in words. */
export function Course({ recordId }: { readonly recordId: string }) {
  const { t, say } = useText()
  const course = useRead('GET /api/records/:id/course', { params: { id: recordId } })
  return (
    <div className="page-body">
      <Answered query={course} rows={10}>
        {(seen) => (
          <>
            <section className="panel course-panel" aria-label={t('record:course.title')}>
              <p className="muted">
                {t('record:course.definition', {
                  name: say(seen.definition.name),
                  version: seen.definition.version,
                })}
              </p>
              <Diagram course={seen} />
            </section>
            <section className="panel course-words">
              <h2 id="course-words">{t('record:course.words')}</h2>
              <ol aria-labelledby="course-words">
                {seen.steps.map((step) => (
                  <StepLine key={step.id} step={step} course={seen} />
                ))}
              </ol>
            </section>
          </>
        )}
      </Answered>
    </div>
  )
}

const TONES: Readonly<Record<CourseStepView['state'], TagTone>> = {
  done: 'ok',
  now: 'info',
  'to-come': 'plain',
  skipped: 'plain',
  'not-taken': 'plain',
}

function StepLine({ step, course }: { readonly step: CourseStepView; readonly course: CourseView }) {
  const { t, say } = useText()
  const nameOf = (id: string) => say(course.steps.find((one) => one.id === id)?.name ?? { zh: id, en: id })
  const backs = course.edges.filter((edge) => edge.from === step.id && edge.isBack && edge.count > 0)
  const facts = [
    t(`record:course.kind.${step.kind}`),
    ...(step.guard === null ? [] : [t(`record:course.guard.${step.guard}`)]),
    ...(step.enteredOn === null || step.kind === 'end' ? [] : [periodOf(step, t)]),
    ...(step.visits === 0 || step.kind === 'end' ? [] : [spentText(step, t)]),
    ...(step.visits > 1 ? [t('record:course.visits', { count: step.visits })] : []),
    ...(step.leftBy === null ? [] : [t('record:course.by', { name: say(step.leftBy.name) })]),
    ...backs.map((edge) => t('record:course.backTo', { to: nameOf(edge.to), count: edge.count })),
  ]
  return (
    <li {...(step.state === 'now' ? { 'aria-current': 'step' as const } : {})}>
      <strong>{say(step.name)}</strong>
      <Tag tone={TONES[step.state]}>{t(`record:course.state.${step.state}`)}</Tag>
      <span className="muted">{facts.join(' · ')}</span>
    </li>
  )
}

function periodOf({ enteredOn, leftOn }: CourseStepView, t: ReturnType<typeof useText>['t']): string {
  if (leftOn === null) return t('record:course.since', { on: enteredOn })
  return leftOn === enteredOn ? leftOn : t('record:course.between', { from: enteredOn, to: leftOn })
}
