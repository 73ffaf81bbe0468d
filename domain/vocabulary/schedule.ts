/** What happens to a version of the schedule (保管期限表), from its draft to the re-dating of what it covers. */
export const SCHEDULE_EVENT_TYPES = [
  'schedule.adopted',
  'schedule.drafted',
  'schedule.rows-changed',
  'schedule.row-confirmed',
  'schedule.returned',
  'schedule.reviewed',
  'schedule.approved',
  'schedule.activated',
  'schedule.superseded',
  'schedule.redating-ordered',
  'schedule.redating-paused',
  'schedule.redating-resumed',
  'schedule.redating-finished',
] as const
