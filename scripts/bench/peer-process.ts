/** Who takes each step in an engine that is measured beside the product. */
interface PeerStep {
  readonly id: string
  readonly group: string
  readonly person: string
}

/** Six steps of filing, then two approvals of the destruction. */
export const PEER_STEPS: readonly PeerStep[] = [
  { id: 'register', group: '${unit}:registrar', person: 'chen.lidong' },
  { id: 'classify', group: '${unit}:classifier', person: 'shen.zhiqiu' },
  { id: 'scan', group: '${unit}:scanner', person: 'han.shuning' },
  { id: 'qualityCheck', group: '${unit}:checker', person: 'wei.changqing' },
  { id: 'approveFiling', group: '${unit}:lead', person: 'guo.huaiyuan' },
  { id: 'shelve', group: '${unit}:keeper', person: 'han.shuning' },
  { id: 'approveDestruction1', group: '${unit}:approver', person: 'wei.changqing' },
  { id: 'approveDestruction2', group: 'archive:approver', person: 'guo.huaiyuan' },
]
const FIRST_APPROVAL = 6

/**
 * `whole`: filing, a sleep that ends by date or message or begins anew, approvals, destruction. `timer`: the same with a sleep that only
 * its date ends. `eight`: the eight tasks, then the sleep, which is what the product's own eight steps are.
 */
export const PEER_PROCESSES = ['whole', 'timer', 'eight'] as const
export type PeerProcess = (typeof PEER_PROCESSES)[number]

interface Dialect {
  /** How the engine spells what BPMN leaves to it. */
  readonly namespace: string
  /** The class in `peers/` whose inner classes the engine calls. */
  readonly main: string
}

/** A process as BPMN 2.0 for one engine. */
export function peerBpmn(process: PeerProcess, { namespace, main }: Dialect): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:e="${namespace}" targetNamespace="everfile">
  <message id="fire" name="fire"/>
  <message id="redate" name="redate"/>
${processXml(process, main)}
</definitions>
`
}

function processXml(process: PeerProcess, main: string): string {
  const service = (id: string, name: string): Node => ({
    id,
    xml: `<serviceTask id="${id}" e:class="${main}$${name}"/>`,
  })
  const tasks = PEER_STEPS.map((step) => taskOf(step, main))
  const end: Node = { id: 'ended', xml: '<endEvent id="ended"/>' }
  const create = service('create', 'Create')
  const setDue = service('setDue', 'SetDue')
  const timer: Node = { id: 'keep', xml: TIMER }
  const [filing, approvals] = [tasks.slice(0, FIRST_APPROVAL), tasks.slice(FIRST_APPROVAL)]
  const nodes: Readonly<Record<PeerProcess, readonly Node[]>> = {
    whole: [create, ...filing, setDue, ASLEEP, ...approvals, service('destroy', 'Destroy'), end],
    timer: [create, ...filing, setDue, timer, ...approvals, service('destroy', 'Destroy'), end],
    eight: [create, ...tasks, setDue, timer, end],
  }
  const chain = [{ id: 'begun', xml: '<startEvent id="begun"/>' }, ...nodes[process]]
  const flows = chain.slice(1).map((node, at) => flow(chain[at]?.leavesAt ?? chain[at]?.id ?? '', node.id))
  return `  <process id="${process}" isExecutable="true">
    ${[...chain.map(({ xml }) => xml), ...flows].join('\n    ')}
  </process>`
}

interface Node {
  readonly id: string
  readonly xml: string
  /** Where the flow goes on from; its own id when absent. */
  readonly leavesAt?: string
}

function taskOf({ id, group }: PeerStep, main: string): Node {
  const listener = (event: string, name: string): string =>
    `<e:taskListener event="${event}" class="${main}$${name}"/>`
  const listeners = [
    listener('create', 'Told'),
    listener('assignment', 'OtherPerson'),
    listener('complete', 'Remember'),
  ]
  return {
    id,
    xml: `<userTask id="${id}" name="${id}" e:candidateGroups="${group}" e:dueDate="P3D" e:priority="50">
      <extensionElements>${listeners.join('')}</extensionElements>
    </userTask>`,
  }
}

const TIMER_DEFINITION =
  '<timerEventDefinition><timeDate xsi:type="tFormalExpression">${dueDate}</timeDate></timerEventDefinition>'
const TIMER = `<intermediateCatchEvent id="keep">${TIMER_DEFINITION}</intermediateCatchEvent>`

/** A date or a message ends the sleep; the other message begins it anew. */
const ASLEEP: Node = {
  id: 'asleep',
  leavesAt: 'awake',
  xml: `<eventBasedGateway id="asleep"/>
    <intermediateCatchEvent id="keep">${TIMER_DEFINITION}</intermediateCatchEvent>
    <intermediateCatchEvent id="fired"><messageEventDefinition messageRef="fire"/></intermediateCatchEvent>
    <intermediateCatchEvent id="redated"><messageEventDefinition messageRef="redate"/></intermediateCatchEvent>
    <exclusiveGateway id="awake"/>
    ${[flow('asleep', 'keep'), flow('asleep', 'fired'), flow('asleep', 'redated')].join('')}
    ${[flow('keep', 'awake'), flow('fired', 'awake'), flow('redated', 'setDue')].join('')}`,
}

function flow(from: string, to: string): string {
  return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`
}
