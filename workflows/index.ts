export { backgroundJob } from './background-job.ts'
export { disposalList } from './disposal-list.ts'
export { lockPatrol, retentionSweep } from './maintenance.ts'
export { recordLifecycle } from './record-lifecycle.ts'
