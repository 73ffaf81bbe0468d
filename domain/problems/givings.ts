import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of own data at the service window. */
export const GIVING_PROBLEMS = {
  'giving.number-invalid': {
    status: 422,
    title: 'No such proof of identity bears this number',
    fix: 'Copy the number from the paper that is shown.',
  },
  'giving.not-own': {
    status: 422,
    title: 'The record is not about this person',
    fix: 'Give only what is about the person; otherwise enter the refusal with its ground.',
  },
  'giving.not-filed': {
    status: 409,
    title: 'The record is not filed yet',
    fix: 'Ask the unit that works on it; once it is filed it can be given.',
  },
  'giving.class-gives-none': {
    status: 422,
    title: "Records of this class are nobody's own data",
    fix: 'Enter the refusal with its ground; the detail names the rule.',
  },
  'giving.third-persons': {
    status: 422,
    title: 'Other persons stand in it, and it is not screened',
    fix: 'Let a public variant be made, or enter the refusal with its ground.',
  },
  'giving.side-volume': {
    status: 422,
    title: 'Side volumes are not given to parties',
    fix: 'Give the main volume, or enter the refusal with its ground.',
  },
  'giving.nothing-chosen': {
    status: 422,
    title: 'Nothing of the record is chosen that can be copied',
    fix: 'Choose files of the record that can be printed, or let it be read at the window.',
  },
  'giving.second-person': {
    status: 403,
    title: 'Another person must approve it',
    fix: 'Ask the head of the archives office or a colleague who may.',
  },
  'giving.decided': {
    status: 409,
    title: 'It has been decided already',
    fix: 'Reload the register.',
  },
  'giving.too-many-pages': {
    status: 422,
    title: 'This is more than is copied at a window',
    fix: 'Copy it in parts; the detail says how many pages are copied at once.',
  },
  'giving.not-approved': {
    status: 409,
    title: 'It is not approved',
    fix: 'Wait for the second person; what was refused is not given.',
  },
} as const satisfies Readonly<Record<string, Problem>>
