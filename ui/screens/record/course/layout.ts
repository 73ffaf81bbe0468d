import type { CourseEdgeView, CourseView } from '#api/contract/course.ts'

export const NODE = { width: 160, height: 66 } as const
const GAP = { x: 28, y: 60 } as const

export interface Spot {
  readonly x: number
  readonly y: number
  readonly column: number
  readonly row: number
}

/** Steps in their order, there and back again, so that the way from row to row is a short one down; ends lie below where they come from. */
export function spotsOf(course: CourseView, columns: number): ReadonlyMap<string, Spot> {
  const steps = course.steps.filter(({ kind }) => kind !== 'end')
  const spots = new Map<string, Spot>()
  for (const [index, { id }] of steps.entries()) {
    const row = Math.floor(index / columns)
    const along = index % columns
    spots.set(id, spotAt(row, row % 2 === 0 ? along : columns - 1 - along))
  }
  const last = Math.ceil(steps.length / columns)
  const taken = new Set<number>()
  for (const { id } of course.steps.filter(({ kind }) => kind === 'end')) {
    const from = course.edges.find((edge) => edge.to === id)?.from ?? ''
    let column = spots.get(from)?.column ?? 0
    while (taken.has(column)) column += 1
    taken.add(column)
    spots.set(id, spotAt(last, column))
  }
  return spots
}

function spotAt(row: number, column: number): Spot {
  return { x: column * (NODE.width + GAP.x), y: row * (NODE.height + GAP.y), column, row }
}

export function heightOf(spots: ReadonlyMap<string, Spot>): number {
  return Math.max(0, ...[...spots.values()].map(({ y }) => y + NODE.height))
}

export type Side = 'left' | 'right' | 'top' | 'bottom'

/** Where an edge leaves and arrives: straight to a neighbour, down to the next row, and over the top where it leads elsewhere. */
export function sidesOf(from: Spot, to: Spot): { readonly from: Side; readonly to: Side } {
  const across = to.column - from.column
  if (from.row === to.row && Math.abs(across) === 1)
    return across > 0 ? { from: 'right', to: 'left' } : { from: 'left', to: 'right' }
  if (from.row === to.row) return { from: 'bottom', to: 'bottom' }
  return from.row < to.row ? { from: 'bottom', to: 'top' } : { from: 'top', to: 'bottom' }
}

/** A way back goes over the top of its row, so that it is never drawn upon the way there. */
export function sidesOfBack(from: Spot, to: Spot): { readonly from: Side; readonly to: Side } {
  return from.row === to.row ? { from: 'top', to: 'top' } : sidesOf(from, to)
}

/** Edges that say something: the ways that were gone, and of those not gone the ones that lead on. */
export function shownEdges(edges: readonly CourseEdgeView[]): readonly CourseEdgeView[] {
  return edges.filter((edge) => edge.from !== edge.to && (edge.count > 0 || !edge.isBack))
}
