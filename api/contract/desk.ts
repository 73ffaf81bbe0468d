/** What belongs to a person's own desk, and what colleagues say to each other beside the work. */
import { z } from 'zod'
import { ROLES, SAVED_SCREENS, SUBJECT_KINDS } from '#domain/vocabulary.ts'
import {
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PersonRefView,
  ReasonInput,
} from './common.ts'

/** Half of a form is no form yet: values of any simple kind, by the name of their field. */
export const DraftValuesSchema = z.record(
  z.string().max(60),
  z.union([z.string().max(4000), z.number(), z.boolean()]),
)
export const DraftView = z.object({ values: DraftValuesSchema, savedAt: InstantView }).meta({ id: 'Draft' })
export const SaveDraftInput = z.strictObject({ values: DraftValuesSchema }).meta({ id: 'SaveDraft' })
export const SavedDraftView = z.object({ savedAt: InstantView }).meta({ id: 'SavedDraft' })

/** Who could do a task now; a deputy is one by somebody else's post. */
export const CandidateView = z
  .object({ person: PersonRefView, unitName: BilingualView, deputyOf: PersonRefView.nullable() })
  .meta({ id: 'Candidate' })
export const CandidatesView = z.object({ items: z.array(CandidateView) }).meta({ id: 'Candidates' })

export const DelegateInput = z.strictObject({ to: IdSchema, reason: ReasonInput }).meta({ id: 'Delegate' })
export const ReassignInput = z
  .strictObject({
    /** Null gives the task back to its group. */
    to: IdSchema.nullable(),
    reason: ReasonInput,
  })
  .meta({ id: 'Reassign' })

export const CommentView = z
  .object({
    id: IdSchema,
    taskId: IdSchema.nullable(),
    author: PersonRefView,
    at: InstantView,
    /** Null once it was erased with the record's personal texts. */
    text: z.string().nullable(),
    mentions: z.array(PersonRefView),
  })
  .meta({ id: 'Comment' })
export type CommentView = z.output<typeof CommentView>
export const CommentsView = z.object({ items: z.array(CommentView) }).meta({ id: 'Comments' })
export const AddCommentInput = z
  .strictObject({
    text: ReasonInput,
    taskId: IdSchema.nullable().default(null),
    mentions: z.array(IdSchema).max(20).default([]),
  })
  .meta({ id: 'AddComment' })
export const AddedCommentView = z.object({ commentId: IdSchema }).meta({ id: 'AddedComment' })

export const PeopleQuery = z.object({ q: z.string().max(60).optional() })
export const ColleagueView = z
  .object({ id: IdSchema, name: BilingualView, unitName: BilingualView, role: z.enum(ROLES) })
  .meta({ id: 'Colleague' })
export const ColleaguesView = z.object({ items: z.array(ColleagueView) }).meta({ id: 'Colleagues' })

export const SavedScreenSchema = z.enum(SAVED_SCREENS)
export const SearchSchema = z.record(z.string().max(40), z.union([z.string().max(200), z.number()]))
export const SavedViewView = z
  .object({ id: IdSchema, screen: SavedScreenSchema, name: z.string(), search: SearchSchema })
  .meta({ id: 'SavedView' })
export const SavedViewsView = z.object({ items: z.array(SavedViewView) }).meta({ id: 'SavedViews' })
export const SaveViewInput = z
  .strictObject({ screen: SavedScreenSchema, name: z.string().trim().min(1).max(40), search: SearchSchema })
  .meta({ id: 'SaveView' })

/** Why the bell rings. */
export const NOTICE_KINDS = [
  'delegated',
  'reassigned',
  'handed-back',
  'mentioned',
  'sent-back',
  'reminded',
  'escalated',
  'filing-due',
  'filing-late',
  'vital-due',
  'vital-overdue',
  'case-opened',
  'case-ordered',
  'case-replied',
  'case-closed',
  'look-granted',
  'look-refused',
  'hand-over-proposed',
  'hand-over-confirmed',
  'mark-found',
  'proposal-made',
] as const
export const NoticeView = z
  .object({
    /** Place of its event in the ledger: what one has read is remembered by it. */
    position: z.int(),
    kind: z.enum(NOTICE_KINDS),
    at: InstantView,
    actor: PersonRefView,
    subjectKind: z.enum([
      ...SUBJECT_KINDS,
      'filing',
      'accountability-case',
      'site',
      'hand-over',
      'secret-mark',
      'proposal',
    ]),
    subjectId: IdSchema,
    taskId: IdSchema.nullable(),
    title: z.string(),
    isRead: z.boolean(),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.output<typeof NoticeView>
export const NoticesView = z
  .object({ items: z.array(NoticeView), unread: z.int().min(0) })
  .meta({ id: 'Notices' })
export type NoticesView = z.output<typeof NoticesView>
export const ReadNoticesInput = z
  .strictObject({ positions: z.array(z.int().min(1)).max(200) })
  .meta({ id: 'ReadNotices' })

export const DeputyView = z
  .object({
    id: IdSchema,
    role: z.enum(ROLES),
    unitName: BilingualView,
    principal: PersonRefView,
    deputy: PersonRefView,
    fromOn: DateView,
    toOn: DateView,
    isMine: z.boolean(),
  })
  .meta({ id: 'Deputy' })
export const DeputiesView = z
  .object({
    items: z.array(DeputyView),
    /** Posts that the reader holds. */
    posts: z.array(z.object({ id: IdSchema, role: z.enum(ROLES), unitName: BilingualView })),
  })
  .meta({ id: 'Deputies' })
export const NameDeputyInput = z
  .strictObject({ postId: IdSchema, deputyId: IdSchema, fromOn: DateInput, toOn: DateInput })
  .meta({ id: 'NameDeputy' })
