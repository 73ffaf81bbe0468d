import type { Reducers } from './reducer.ts'

/** How each event of administration changes who works here and where. */
export const ORGANISATION_REDUCERS: Reducers = {
  'site.created': (rows, e) => rows.put('site', { id: e.stream.id, ...e.data }),
  'unit.created': (rows, e) => rows.put('unit', e.data),
  'fonds.created': (rows, e) => rows.put('fonds', e.data),
  'person.added': (rows, e) => rows.put('person', { id: e.stream.id, state: 'active', ...e.data }),
  'person.made-passive': (rows, e) => rows.change('person', e.stream.id, { state: 'passive' }),
  'post.given': (rows, e) => rows.put('post', { ...e.data, personId: e.stream.id, toOn: null }),
  'post.ended': (rows, e) => rows.change('post', e.data.postId, { toOn: e.data.toOn }),
}
