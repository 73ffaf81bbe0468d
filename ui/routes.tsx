import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { withTexts } from '#ui/i18n/start.ts'
import { RouteFailure, RouteMissing, RoutePending } from '#ui/screens/shell/route-states.tsx'
import { Shell } from '#ui/screens/shell/shell.tsx'
import {
  auditSearch,
  disposalSearch,
  filingSearch,
  historySearch,
  newImportSearch,
  recordSearch,
  recordsSearch,
  replaySearch,
  scheduleSearch,
  settingsSearch,
  signInSearch,
  storeSearch,
  transferSearch,
  windowSearch,
  worklistSearch,
} from './search.ts'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: RouteMissing,
  errorComponent: RouteFailure,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('#ui/screens/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

/** Everything behind sign-in stands in the shell. */
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/worklist', replace: true, throw: true })
  },
})

const worklist = createRoute({
  getParentRoute: () => shell,
  path: '/worklist',
  validateSearch: worklistSearch,
  component: lazyRouteComponent(() => import('#ui/screens/worklist/worklist-page.tsx'), 'WorklistPage'),
})

const records = createRoute({
  getParentRoute: () => shell,
  path: '/records',
  validateSearch: recordsSearch,
  component: lazyRouteComponent(
    () => withTexts(['store'], import('#ui/screens/records/records-page.tsx')),
    'RecordsPage',
  ),
})

const newRecord = createRoute({
  getParentRoute: () => shell,
  path: '/records/new',
  component: lazyRouteComponent(() => import('#ui/screens/records/new-record-page.tsx'), 'NewRecordPage'),
})

const record = createRoute({
  getParentRoute: () => shell,
  path: '/records/$recordId',
  validateSearch: recordSearch,
  component: lazyRouteComponent(
    () =>
      withTexts(
        ['incidents', 'disposal', 'schedules', 'store'],
        import('#ui/screens/record/record-page.tsx'),
      ),
    'RecordPage',
  ),
})

const replay = createRoute({
  getParentRoute: () => shell,
  path: '/records/$recordId/replay',
  validateSearch: replaySearch,
  component: lazyRouteComponent(
    () => withTexts(['incidents', 'disposal', 'schedules'], import('#ui/screens/replay/replay-page.tsx')),
    'ReplayPage',
  ),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(
    () => withTexts(['schedules'], import('#ui/screens/audit/audit-page.tsx')),
    'AuditPage',
  ),
})

const history = createRoute({
  getParentRoute: () => shell,
  path: '/audit/history/$streamId',
  validateSearch: historySearch,
  component: lazyRouteComponent(
    () => withTexts(['schedules'], import('#ui/screens/audit/history-page.tsx')),
    'HistoryPage',
  ),
})

const disposal = createRoute({
  getParentRoute: () => shell,
  path: '/disposal',
  validateSearch: disposalSearch,
  component: lazyRouteComponent(
    () => withTexts(['disposal'], import('#ui/screens/disposal/disposal-page.tsx')),
    'DisposalPage',
  ),
})

const disposalList = createRoute({
  getParentRoute: () => shell,
  path: '/disposal/$listId',
  component: lazyRouteComponent(
    () => import('#ui/screens/disposal-list/disposal-list-page.tsx'),
    'DisposalListPage',
  ),
})

const transfer = createRoute({
  getParentRoute: () => shell,
  path: '/transfer',
  validateSearch: transferSearch,
  component: lazyRouteComponent(() => import('#ui/screens/transfer/transfer-page.tsx'), 'TransferPage'),
})

const transferBatch = createRoute({
  getParentRoute: () => shell,
  path: '/transfer/$batchId',
  component: lazyRouteComponent(
    () => withTexts(['incidents', 'batch'], import('#ui/screens/transfer-batch/transfer-batch-page.tsx')),
    'TransferBatchPage',
  ),
})

const digitisation = createRoute({
  getParentRoute: () => shell,
  path: '/digitisation',
  component: lazyRouteComponent(
    () => import('#ui/screens/digitisation/digitisation-page.tsx'),
    'DigitisationPage',
  ),
})

const station = createRoute({
  getParentRoute: () => shell,
  path: '/digitisation/$taskId',
  component: lazyRouteComponent(() => import('#ui/screens/digitisation/station-page.tsx'), 'StationPage'),
})

const store = createRoute({
  getParentRoute: () => shell,
  path: '/store',
  validateSearch: storeSearch,
  component: lazyRouteComponent(
    () => withTexts(['store'], import('#ui/screens/store/store-page.tsx')),
    'StorePage',
  ),
})

const schedules = createRoute({
  getParentRoute: () => shell,
  path: '/schedules',
  component: lazyRouteComponent(
    () => withTexts(['schedules'], import('#ui/screens/schedules/schedules-page.tsx')),
    'SchedulesPage',
  ),
})

const schedule = createRoute({
  getParentRoute: () => shell,
  path: '/schedules/$versionId',
  validateSearch: scheduleSearch,
  component: lazyRouteComponent(
    () => withTexts(['schedules'], import('#ui/screens/schedules/schedule-page.tsx')),
    'SchedulePage',
  ),
})

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: lazyRouteComponent(
    () => withTexts(['imports'], import('#ui/screens/imports/imports-page.tsx')),
    'ImportsPage',
  ),
})

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  validateSearch: newImportSearch,
  component: lazyRouteComponent(
    () => withTexts(['imports'], import('#ui/screens/imports/new-import-page.tsx')),
    'NewImportPage',
  ),
})

const importOne = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$importId',
  component: lazyRouteComponent(
    () => withTexts(['imports'], import('#ui/screens/imports/import-page.tsx')),
    'ImportPage',
  ),
})

const serviceWindow = createRoute({
  getParentRoute: () => shell,
  path: '/window',
  validateSearch: windowSearch,
  component: lazyRouteComponent(
    () => withTexts(['window'], import('#ui/screens/window/window-page.tsx')),
    'WindowPage',
  ),
})

const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/incidents',
  component: lazyRouteComponent(
    () => withTexts(['incidents'], import('#ui/screens/incidents/incidents-page.tsx')),
    'IncidentsPage',
  ),
})

const health = createRoute({
  getParentRoute: () => shell,
  path: '/health',
  component: lazyRouteComponent(
    () => withTexts(['health'], import('#ui/screens/health/health-page.tsx')),
    'HealthPage',
  ),
})

const filing = createRoute({
  getParentRoute: () => shell,
  path: '/filing',
  validateSearch: filingSearch,
  component: lazyRouteComponent(() => import('#ui/screens/filing/filing-page.tsx'), 'FilingPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(
    () => withTexts(['structure'], import('#ui/screens/settings/settings-page.tsx')),
    'SettingsPage',
  ),
})

const tree = root.addChildren([
  signIn,
  shell.addChildren([
    home,
    worklist,
    records,
    newRecord,
    record,
    replay,
    audit,
    history,
    disposal,
    disposalList,
    transfer,
    transferBatch,
    digitisation,
    station,
    store,
    schedules,
    schedule,
    imports,
    newImport,
    importOne,
    serviceWindow,
    incidents,
    health,
    filing,
    settings,
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
