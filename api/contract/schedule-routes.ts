/** The part of the table of the wire that is about retention schedules. */
import { IdParams } from './common.ts'
import * as schedules from './schedules.ts'
import * as scheduleWork from './schedule-work.ts'

export const SCHEDULE_ROUTES = {
  'GET /api/schedules': { response: schedules.ScheduleVersionsView },
  'POST /api/schedules': { body: schedules.DraftScheduleInput, response: schedules.ScheduleActView },
  'GET /api/schedules/:id': { params: IdParams, response: schedules.ScheduleDetailView },
  'GET /api/schedules/:id/table': { params: IdParams, response: schedules.ScheduleTableView },
  'GET /api/schedules/:id/changes': {
    params: IdParams,
    query: scheduleWork.ScheduleChangesQuery,
    response: scheduleWork.ScheduleChangesView,
  },
  'GET /api/schedules/:id/redating/:jobId/records': {
    params: schedules.RedatingParams,
    query: scheduleWork.RedatedQuery,
    response: scheduleWork.RedatedPageView,
  },
  'GET /api/schedules/:id/what-if': { params: IdParams, response: schedules.WhatIfView },
  'GET /api/schedules/:id/what-if/records': {
    params: IdParams,
    query: schedules.WhatIfQuery,
    response: schedules.WhatIfRecordsView,
  },
  'POST /api/schedules/:id/rows': {
    params: IdParams,
    body: schedules.RewriteScheduleInput,
    response: schedules.ScheduleActView,
  },
  'POST /api/schedules/:id/rows/:rowId/confirmation': {
    params: schedules.ScheduleRowParams,
    body: schedules.ConfirmRowInput,
    response: schedules.ScheduleActView,
  },
  'POST /api/schedules/:id/review': {
    params: IdParams,
    body: schedules.SignScheduleInput,
    response: schedules.ScheduleActView,
  },
  'POST /api/schedules/:id/return': {
    params: IdParams,
    body: schedules.ReturnScheduleInput,
    response: schedules.ScheduleActView,
  },
  'POST /api/schedules/:id/approval': {
    params: IdParams,
    body: schedules.SignScheduleInput,
    response: schedules.ScheduleActView,
  },
  'POST /api/schedules/:id/redating': {
    params: IdParams,
    response: schedules.RedatingActView,
  },
  'POST /api/schedules/:id/redating/:jobId/state': {
    params: schedules.RedatingParams,
    body: schedules.SteerRedatingInput,
    response: schedules.RedatingActView,
  },
  'POST /api/schedules/:id/activation': {
    params: IdParams,
    body: schedules.ActivateScheduleInput,
    response: schedules.ScheduleActView,
  },
} as const
