import { Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import type { CourseEdgeView, CourseStepView, CourseView } from '#api/contract/course.ts'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { heightOf, NODE, shownEdges, sidesOf, sidesOfBack, spotsOf, type Side } from './layout.ts'
import { spentText } from './words.ts'

const COLUMNS = 6
const MARGIN = 36
const SIDES = {
  left: Position.Left,
  right: Position.Right,
  top: Position.Top,
  bottom: Position.Bottom,
} as const satisfies Readonly<Record<Side, Position>>

type StepNode = Node<{ readonly step: CourseStepView }, 'step'>
const NODE_TYPES = { step: StepBox }

/** A picture of the way; the list beside it says the same in words, so a screen reader is sent there. */
export function Diagram({ course }: { readonly course: CourseView }) {
  const text = useText()
  const spots = spotsOf(course, COLUMNS)
  const nodes = course.steps.map((step): StepNode => {
    const { x = 0, y = 0 } = spots.get(step.id) ?? {}
    return { id: step.id, type: 'step', position: { x, y }, data: { step }, ...NODE, ...STILL }
  })
  const edges = shownEdges(course.edges).flatMap((edge): readonly Edge[] => {
    const [from, to] = [spots.get(edge.from), spots.get(edge.to)]
    if (from === undefined || to === undefined) return []
    const sides = edge.isBack ? sidesOfBack(from, to) : sidesOf(from, to)
    return [edgeOf(edge, sides, text)]
  })
  return (
    <figure
      aria-label={text.t('record:course.diagram', { name: text.say(course.definition.name) })}
      className="course-diagram"
      style={{ height: heightOf(spots) + MARGIN * 2 }}
    >
      <div aria-hidden="true" className="course-canvas">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          fitView
          fitViewOptions={{ padding: { x: '12px', y: `${MARGIN - 12}px` }, maxZoom: 1 }}
          proOptions={{ hideAttribution: true }}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          panOnDrag={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          disableKeyboardA11y
        />
      </div>
    </figure>
  )
}

const STILL = { draggable: false, selectable: false, focusable: false, connectable: false } as const

function StepBox({ data: { step } }: NodeProps<StepNode>) {
  const { t, say } = useText()
  return (
    <div className={`course-step ${step.state} ${step.kind}`}>
      {Object.entries(SIDES).flatMap(([side, position]) => [
        <Handle key={`in-${side}`} id={`in-${side}`} type="target" position={position} />,
        <Handle key={`out-${side}`} id={`out-${side}`} type="source" position={position} />,
      ])}
      <strong className="clip" title={say(step.name)}>
        {say(step.name)}
      </strong>
      <span className="clip">
        {t(`record:course.state.${step.state}`)}
        {step.visits > 0 && step.kind !== 'end' && ` · ${spentText(step, t)}`}
      </span>
    </div>
  )
}

interface Sides {
  readonly from: Side
  readonly to: Side
}

function edgeOf(edge: CourseEdgeView, sides: Sides, { t }: Text): Edge {
  const isGone = edge.count > 0
  const colour = edge.isBack ? 'var(--amber)' : isGone ? 'var(--ink)' : 'var(--line-strong)'
  return {
    id: `${edge.from}>${edge.to}`,
    source: edge.from,
    target: edge.to,
    sourceHandle: `out-${sides.from}`,
    targetHandle: `in-${sides.to}`,
    type: 'smoothstep',
    style: {
      stroke: colour,
      strokeWidth: isGone ? 1.5 : 1,
      ...(edge.isBack ? { strokeDasharray: '5 3' } : {}),
    },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour, width: 14, height: 14 },
    ...(edge.isBack
      ? {
          label: t('record:course.backLabel', { count: edge.count }),
          labelStyle: { fill: 'var(--amber)', fontSize: 12 },
          labelBgStyle: { fill: 'var(--panel)' },
          zIndex: 1,
        }
      : {}),
  }
}
