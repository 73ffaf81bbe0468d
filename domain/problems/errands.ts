import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of errands: what a person asked a machine to make and that could not be made. */
export const ERRAND_PROBLEMS = {
  'box.empty': {
    status: 422,
    title: 'You see no item of this unit, year and period',
    fix: 'Choose the unit that formed them, the year in which they were formed and the period of their class.',
  },
  'box.too-large': {
    status: 422,
    title: 'This is more than one box',
    fix: 'Choose a smaller unit; the detail says how many items a box may hold.',
  },
  'errand.too-many': {
    status: 409,
    title: 'Enough of what you asked for is still being made',
    fix: 'Wait until one of them is done, then ask again.',
  },
  'errand.not-done': {
    status: 409,
    title: 'This is still being made',
    fix: 'Wait until it is done.',
  },
  'errand.failed': {
    status: 409,
    title: 'It could not be made',
    fix: 'Ask for it again; if that fails too, tell the administrator.',
  },
} as const satisfies Readonly<Record<string, Problem>>
