import { stageApi, untilAnswering } from './api.ts'
import { loadEightSteps } from './eight-steps.ts'
import { startFollowers, type Followers } from './followers.ts'
import { layFloor } from './floor.ts'
import { gateDriver } from './gate-driver.ts'
import { runLoad } from './load.ts'
import type { Stage } from './stage.ts'

/** The whole product over a site that is past its first minute, beside the floor's tables. */
export interface Product {
  /** Lifecycles that were laid before anything followed them. */
  readonly laid: number
  readonly port: number
  readonly followers: Followers
  stop(): Promise<void>
}

/** No site is measured in its first minute: plans that were made over empty tables stay with a connection. */
export async function startProduct(
  stage: Stage,
  { clients, layMs }: { readonly clients: number; readonly layMs: number },
): Promise<Product> {
  await loadEightSteps(stage.admin)
  await layFloor(stage.admin)
  const driver = gateDriver({ gate: await stage.gate(), sql: stage.sql, looks: false })
  const { finished } = await runLoad(driver, { clients, warmUpMs: 0, measureMs: layMs })
  const api = await stageApi(stage)
  const apiProcess = api.launch()
  await untilAnswering(api.port, apiProcess)
  const followers = await startFollowers(stage)
  return {
    laid: finished.length,
    port: api.port,
    followers,
    async stop() {
      await followers.stop()
      await apiProcess.stop()
    },
  }
}
