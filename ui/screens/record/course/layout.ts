import type { CourseEdgeView, CourseStepView } from '#api/contract/course.ts'

export const NODE = { width: 148, height: 66 } as const
const GAP = { x: 40, y: 64 } as const

export interface Spot {
  readonly x: number
  readonly y: number
  readonly column: number
  readonly row: number
}

/** Steps in their order, there and back again, so that the way from row to row is a short one down. */
export function spotsOf(steps: readonly CourseStepView[], columns: number): ReadonlyMap<string, Spot> {
  return new Map(
    steps.map((step, index) => {
      const row = Math.floor(index / columns)
      const along = index % columns
      const column = row % 2 === 0 ? along : columns - 1 - along
      const spot = { x: column * (NODE.width + GAP.x), y: row * (NODE.height + GAP.y), column, row }
      return [step.id, spot] as const
    }),
  )
}

export function heightOf(steps: number, columns: number): number {
  const rows = Math.ceil(steps / columns)
  return rows * NODE.height + (rows - 1) * GAP.y
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
