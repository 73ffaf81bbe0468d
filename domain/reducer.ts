import type { RecordedEvent } from './events.ts'
import type { Rows } from './state.ts'
import type { EventType } from './vocabulary.ts'

/** Changes the rows of one subject as an event states; it may look at nothing else. */
export type Reducer<T extends EventType> = (rows: Rows, event: RecordedEvent<T>) => void
export type Reducers = { readonly [T in EventType]?: Reducer<T> }
