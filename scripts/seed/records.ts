import { createRecord } from '#domain/acts/create-record.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays, plainDate, type PlainDate } from '#domain/dates.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'
import { HANDS, type Goal, type PlannedRecord } from './archive-plan.ts'
import { idIn, type Hands, type SubjectRef } from './hands.ts'

export interface SeededRecord {
  readonly plan: PlannedRecord
  readonly recordId: string
}

/** The steps of a life in their order; a goal stops before the step that it names. */
const ORDER = ['arrange', 'file', 'appraise', 'send', 'receive', 'keep'] as const

/** Creates one planned record and takes it to its goal, as the right persons. */
export async function seedRecord(hands: Hands, plan: PlannedRecord, today: PlainDate): Promise<SeededRecord> {
  const unit = HANDS[plan.unit]
  if (unit === undefined) throw new Error(`nobody works in the unit ${plan.unit}`)
  const ref = await create(hands, plan, { clerk: unit.clerk, today })
  if (plan.goal !== 'incomplete') {
    const form = { title: plan.title, classCode: plan.classCode, formedOn: formedOnOf(plan, today) }
    await hands.does(unit.clerk, ref, { step: 'create', outcome: 'submitted', form })
    if (plan.goal !== 'rejected' && plan.goal !== 'incident') await walk(hands, ref, { plan, unit })
  }
  if (isPastKeep(plan.goal)) await hands.confirmDue(ref)
  if (plan.goal === 'held') await hold(hands, ref, today)
  return { plan, recordId: ref.subjectId }
}

function isPastKeep(goal: Goal): boolean {
  return goal === 'due' || goal === 'held' || goal === 'on-list' || goal === 'destroyed'
}

export function formedOnOf({ yearsAgo, monthDay }: PlannedRecord, today: PlainDate): PlainDate {
  const formedOn = plainDate(`${Number(today.slice(0, 4)) - yearsAgo}-${monthDay}`)
  return formedOn > today ? today : formedOn
}

function createKeyOf({ number }: PlannedRecord): string {
  return `record/${number}/create`
}

interface Creation {
  readonly clerk: NonNullable<(typeof HANDS)[keyof typeof HANDS]>['clerk']
  readonly today: PlainDate
}

async function create(hands: Hands, plan: PlannedRecord, { clerk, today }: Creation): Promise<SubjectRef> {
  const uploadIds = plan.goal === 'incomplete' ? [] : [await giveFile(hands, plan, clerk)]
  const formingUnitId = demoUnitId(plan.unit)
  const { title, classCode, grade, subjectName } = plan
  const answer = await hands.act(
    clerk,
    { key: createKeyOf(plan), facts: { unit: formingUnitId, uploads: uploadIds } },
    (facts) =>
      createRecord(facts, {
        definition: 'electronic-item',
        title,
        classCode,
        formedOn: formedOnOf(plan, today),
        formingUnitId,
        carrier: 'electronic',
        grade,
        sourceSystem: null,
        sourceReference: null,
        subjectName,
        uploadIds,
      }),
  )
  return { subjectKind: 'record', subjectId: idIn(answer, 'recordId') }
}

/**
 * What is about a person is a PDF, what is about nobody a plain text. A file that lies is a picture under the name of a
 * document; bytes that arrived otherwise than announced are an incident.
 */
async function giveFile(hands: Hands, plan: PlannedRecord, clerk: Creation['clerk']): Promise<string> {
  const text = `${plan.title}\n示范市社会保险基金管理中心\n本件为虚构样例，人员与单位均非真实。`
  const key = createKeyOf(plan)
  if (plan.subjectName === null) {
    return hands.upload(clerk, {
      key,
      name: `${plan.title}.txt`,
      mediaType: 'text/plain',
      file: async () => ({ body: Buffer.from(text) }),
    })
  }
  const file = async () => {
    const body = await aPdf({ pages: PAGES, text })
    if (plan.goal === 'rejected') return { body: A_PICTURE }
    return plan.goal === 'incident' ? { body: body.subarray(0, -CUT_BYTES), announced: body } : { body }
  }
  return hands.upload(clerk, { key, name: `${plan.title}.pdf`, mediaType: 'application/pdf', file })
}

const PAGES = 1
/** Enough to be another file. */
const CUT_BYTES = 100

/** A whole PNG of one grey dot. */
const A_PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

interface Walk {
  readonly plan: PlannedRecord
  readonly unit: NonNullable<(typeof HANDS)[keyof typeof HANDS]>
}

async function walk(hands: Hands, ref: SubjectRef, { plan, unit }: Walk): Promise<void> {
  const pages = PAGES
  const goesBeyond = (step: (typeof ORDER)[number]): boolean => {
    const goal = ORDER.findIndex((name) => name === plan.goal)
    return goal === -1 || goal > ORDER.indexOf(step)
  }
  if (goesBeyond('arrange'))
    await hands.does(unit.archivist, ref, {
      step: 'arrange',
      outcome: 'arranged',
      form: { pages, isInOrder: true },
    })
  if (goesBeyond('file'))
    await hands.does(unit.archivist, ref, {
      step: 'file',
      outcome: 'filed',
      form: { classCode: plan.classCode },
    })
  if (goesBeyond('appraise')) {
    const form = {
      scanPolicy: 'if-used',
      grade: plan.grade,
      openingState: plan.grade === 'public' ? 'open' : 'controlled',
    }
    await hands.does(unit.head, ref, { step: 'appraise', outcome: 'appraised', form })
  }
  if (goesBeyond('send')) {
    await hands.does(unit.archivist, ref, {
      step: 'hand-over',
      slot: 'sender',
      outcome: 'signed',
      form: { records: 1, pages },
    })
  }
  if (goesBeyond('receive')) {
    await hands.does('han.shuning', ref, {
      step: 'hand-over',
      slot: 'receiver',
      outcome: 'signed',
      form: { countedPages: pages },
    })
  }
}

const REVIEW_AFTER_DAYS = 180

async function hold(hands: Hands, ref: SubjectRef, today: PlainDate): Promise<void> {
  const recordId = ref.subjectId
  const reviewOn = addDays(today, REVIEW_AFTER_DAYS)
  await hands.act(
    'wei.changqing',
    { key: `hold/${recordId}`, facts: { subjects: [recordId], want: { list: true } } },
    (facts) =>
      placeHold(facts, {
        recordId,
        reason: '涉诉，暂停处置',
        authority: '示范市人民法院调档函（虚构）',
        reviewOn,
      }),
  )
  await hands.machines(ref)
}
