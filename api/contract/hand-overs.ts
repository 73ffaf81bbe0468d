/** The hand-over of a post to a successor: what moves, who signs, and the printed register. */
import { z } from 'zod'
import { HAND_OVER_SIGNATURES } from '#domain/hand-over-work.ts'
import { DEADLINE_STATES, HAND_OVER_STATES, RECORD_FAMILIES, ROLES } from '#domain/vocabulary.ts'
import {
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  InstantView,
  PersonRefView,
  ReasonInput,
  TotpInput,
} from './common.ts'
import { AssertionInput, KeyOptionsView } from './security-keys.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** `title` and `code` are null where its reader does not see the record. */
const SubjectView = z.object({
  subjectId: IdSchema,
  code: z.string().nullable(),
  title: z.string().nullable(),
})
export const PostRegisterView = z
  .object({
    /** What both sign. */
    hash: Hash,
    tasks: z.array(
      SubjectView.extend({ id: IdSchema, step: z.string(), stepName: BilingualView, dueOn: DateView }),
    ),
    /** Tasks that wait for the post's group, whoever holds it. */
    waiting: z.int().min(0),
    holds: z.array(SubjectView.extend({ id: IdSchema, reviewOn: DateView })),
    lists: z.array(z.object({ id: IdSchema, number: z.string() })),
    families: z.array(z.enum(RECORD_FAMILIES)),
    deputies: z.array(z.object({ deputy: PersonRefView, toOn: DateView })),
  })
  .meta({ id: 'PostRegister' })
export type PostRegisterView = z.output<typeof PostRegisterView>

export const HandOverView = z
  .object({
    id: IdSchema,
    role: z.enum(ROLES),
    unitName: BilingualView,
    from: PersonRefView,
    to: PersonRefView,
    note: z.string(),
    state: z.enum(HAND_OVER_STATES),
    proposedBy: PersonRefView,
    proposedAt: InstantView,
    confirmedBy: PersonRefView.nullable(),
    confirmedAt: InstantView.nullable(),
    acceptedAt: InstantView.nullable(),
    isPrinted: z.boolean(),
    /** What its reader may do with it now. */
    allowed: z.object({ confirm: z.boolean(), accept: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'HandOver' })
export type HandOverView = z.output<typeof HandOverView>

export const HandOversView = z
  .object({
    items: z.array(HandOverView),
    /** Posts that the reader may propose a successor for: their own, and those below them. */
    posts: z.array(
      z.object({ id: IdSchema, role: z.enum(ROLES), unitName: BilingualView, holder: PersonRefView }),
    ),
  })
  .meta({ id: 'HandOvers' })

/** A row of the worklist of whoever must sign, read from the hand-overs themselves. */
export const HandOverWorkItemView = z
  .object({
    id: z.string(),
    kind: z.enum(HAND_OVER_SIGNATURES),
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    daysLeft: z.int(),
    handOver: HandOverView,
  })
  .meta({ id: 'HandOverWorkItem' })
export type HandOverWorkItemView = z.output<typeof HandOverWorkItemView>
export const HandOverWorkView = z
  .object({ items: z.array(HandOverWorkItemView) })
  .meta({ id: 'HandOverWork' })

export const HandOverDetailView = HandOverView.extend({ register: PostRegisterView }).meta({
  id: 'HandOverDetail',
})
export const PostRegisterQuery = z.object({ postId: IdSchema })

export const ProposeHandOverInput = z
  .strictObject({ postId: IdSchema, toId: IdSchema, note: ReasonInput })
  .meta({ id: 'ProposeHandOver' })
export const ProposedHandOverView = z.object({ handOverId: IdSchema }).meta({ id: 'ProposedHandOver' })

export const AskHandOverKeyInput = z.strictObject({ registerHash: Hash }).meta({ id: 'AskHandOverKey' })
/** One proof: six digits, the answer of a key, or, of who has neither, the password once more. */
export const SignHandOverInput = z
  .strictObject({
    registerHash: Hash,
    totp: TotpInput.optional(),
    assertion: AssertionInput.optional(),
    password: z.string().min(1).max(200).optional(),
  })
  .refine(
    ({ totp, assertion, password }) =>
      [totp, assertion, password].filter((given) => given !== undefined).length === 1,
    { message: 'one proof of who signs' },
  )
  .meta({ id: 'SignHandOver' })
export type SignHandOverInput = z.output<typeof SignHandOverInput>

export const HAND_OVER_ROUTES = {
  'GET /api/hand-overs': { response: HandOversView },
  'GET /api/hand-over-work': { response: HandOverWorkView },
  'GET /api/hand-overs/register': { query: PostRegisterQuery, response: PostRegisterView },
  'GET /api/hand-overs/:id': { params: IdParams, response: HandOverDetailView },
  'POST /api/hand-overs': { body: ProposeHandOverInput, response: ProposedHandOverView, status: 201 },
  'POST /api/hand-overs/:id/factor-options': {
    params: IdParams,
    body: AskHandOverKeyInput,
    response: KeyOptionsView,
  },
  'POST /api/hand-overs/:id/confirmation': { params: IdParams, body: SignHandOverInput, response: DoneView },
  'POST /api/hand-overs/:id/acceptance': { params: IdParams, body: SignHandOverInput, response: DoneView },
  'POST /api/hand-overs/:id/withdrawal': {
    params: IdParams,
    body: z.strictObject({ reason: ReasonInput }),
    response: DoneView,
  },
} as const
