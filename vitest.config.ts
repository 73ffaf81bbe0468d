import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const globalSetup = 'test/support/global-setup.ts'
const pure = ['test/domain/**/*.test.ts', 'test/db/reference/**/*.test.ts', 'test/checks/zone.test.ts']
const house = ['test/architecture.test.ts', 'test/checks/**/*.test.ts']

/**
 * Longer than the twenty minutes of a verdict allow: `npm run test:all` runs them, and so does naming one of them. The dark and
 * the English look of every route wait for it as well.
 */
const LONG = [
  'test/activities/copies.test.ts',
  'test/e2e/accounts.test.ts',
  'test/e2e/forecast.test.ts',
  'test/e2e/longer-terms.test.ts',
  'test/e2e/ordinary-life.test.ts',
  'test/e2e/refusals.test.ts',
  'test/e2e/schedules.test.ts',
  'test/e2e/search.test.ts',
  'test/e2e/structure.test.ts',
  'test/scripts/administration.test.ts',
  'test/workflows/destruction-crashes.test.ts',
  'test/workflows/locks-and-holds.test.ts',
]
const isAll = process.env['EVERFILE_TESTS'] === 'all'
const left = isAll ? [] : LONG.filter((file) => !process.argv.some((argument) => argument.endsWith(file)))

/**
 * Pure rules run once per zone: a legal date that depends on the machine's zone fails in one of them. They keep nothing to be isolated
 * from, and a process for each of their files would cost four times what they do.
 */
const pureIn = (name: string, zone: string) => ({
  test: { name, include: pure, env: { TZ: zone }, isolate: false, testTimeout: 60_000 },
})

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', 'json'],
    outputFile: { json: '.everfile-test/last-run.json' },
    allowOnly: false,
    projects: [
      pureIn('pure-utc', 'UTC'),
      pureIn('pure-shanghai', 'Asia/Shanghai'),
      { test: { name: 'house', include: house, exclude: pure, testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'stack',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...pure, ...house, ...left],
          // A poll waits for a condition of a whole stack on two busy cores; it ends as soon as that holds.
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 180_000,
          hookTimeout: 300_000,
          globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
        },
      },
    ],
  },
})
