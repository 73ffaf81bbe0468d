import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const globalSetup = 'test/support/global-setup.ts'
const pure = ['test/domain/**/*.test.ts', 'test/db/reference/**/*.test.ts', 'test/checks/zone.test.ts']
const house = ['test/architecture.test.ts', 'test/checks/**/*.test.ts']

/** Pure rules run once per zone: a legal date that depends on the machine's zone fails in one of them. */
const pureIn = (name: string, zone: string) => ({
  test: { name, include: pure, env: { TZ: zone } },
})

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the cores: much of a test waits for locks, stores and timers.
    maxWorkers: 3,
    reporters: ['default', 'json'],
    outputFile: { json: '.everfile-test/last-run.json' },
    allowOnly: false,
    projects: [
      pureIn('pure-utc', 'UTC'),
      pureIn('pure-shanghai', 'Asia/Shanghai'),
      { test: { name: 'house', include: house, exclude: pure, testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'stack',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...pure, ...house],
          // A poll waits for a condition of a whole stack on two busy cores; it ends as soon as that holds.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
        },
      },
    ],
  },
})
