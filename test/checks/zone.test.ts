import { expect, test } from 'vitest'

/** Which zone this run is meant to be in; the configuration of the tests runs the pure ones in both. */
const offsetMinutes = process.env['TZ'] === 'Asia/Shanghai' ? -480 : 0

test('the pure tests run in the zone that their project names, not in that of the machine', () => {
  expect(['UTC', 'Asia/Shanghai']).toContain(process.env['TZ'])
  expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offsetMinutes)
})
