import type { EventView } from '#api/contract/records.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** Events that end something for good, or stop a disposal. */
const GRAVE: ReadonlySet<EventView['type']> = new Set([
  'hold.placed',
  'list.approved',
  'list.execution-started',
  'list.item-destroyed',
  'destruction.begun',
  'copy.destroyed',
  'record.destroyed',
])

/** What happened, in order. Events after `asOf` fade: they had not happened then. */
export function EventList({
  events,
  asOf,
}: {
  readonly events: readonly EventView[]
  readonly asOf?: string | undefined
}) {
  return (
    <ol className="timeline">
      {events.map((event) => (
        <EventRow key={event.seq} event={event} isLater={asOf !== undefined && event.on > asOf} />
      ))}
    </ol>
  )
}

function EventRow({ event, isLater }: { readonly event: EventView; readonly isLater: boolean }) {
  const { t, say } = useText()
  const kind = GRAVE.has(event.type) ? 'grave' : event.workflow === null ? 'person' : 'machine'
  return (
    <li className={`${kind}${isLater ? ' later' : ''}`}>
      <time className="on" dateTime={event.on} title={event.at}>
        {event.on}
      </time>
      <span className="mark" aria-hidden="true" />
      <div className="what">
        <strong title={t(`events:${event.type}`)}>{say(event.summary)}</strong>
        <div className="sub">
          #{event.seq} ·{' '}
          <span
            {...(event.workflow === null ? {} : { title: `${event.workflow.id} ${event.workflow.runId}` })}
          >
            {say(event.actor.name)}
          </span>
          {event.onBehalfOf !== null && ` ${t('onBehalfOf', { name: say(event.onBehalfOf.name) })}`} ·{' '}
          <span className="code" title={event.hash}>
            {event.hash.slice(0, 8)}
          </span>
        </div>
      </div>
    </li>
  )
}
