import { idOf } from './ids.ts'

/** Ids that are the same on every site, a production one too. */
export const SITE_ID = idOf('site')
/** The product itself, as it acts for the clock and the machines. It is in every ledger under this id, so it never changes. */
export const ENGINE_ID = idOf('demo', 'person', 'engine')
/** Whoever works at the command line. */
export const OPERATOR_ID = idOf('operator')
