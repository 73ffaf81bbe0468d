/**
 * The one place of colours and sizes. One ink, one accent: vermilion means irreversible or overdue and nothing else; amber is for
 * what needs a look. Every text colour has at least 4.5:1 on the surfaces it stands on, in both themes.
 */
export interface Palette {
  readonly ink: string
  readonly inkStrong: string
  readonly inkSoft: string
  readonly onInk: string
  readonly vermilion: string
  readonly vermilionSoft: string
  readonly onVermilion: string
  readonly amber: string
  readonly amberSoft: string
  readonly slate: string
  readonly slateSoft: string
  readonly paper: string
  readonly panel: string
  readonly sunken: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  /** Beside ink and slate, for series of a chart: each told from its neighbours by lightness as well. */
  readonly chartThree: string
  readonly chartFour: string
  readonly chartFive: string
  readonly chartSix: string
  /** What was, beside what is to be. */
  readonly chartBefore: string
}

const light: Palette = {
  ink: '#1c5446',
  inkStrong: '#123b31',
  inkSoft: '#e6efeb',
  onInk: '#ffffff',
  vermilion: '#b8331c',
  vermilionSoft: '#fbeae5',
  onVermilion: '#ffffff',
  amber: '#85550b',
  amberSoft: '#fbf1dc',
  slate: '#3c5a74',
  slateSoft: '#e8eef3',
  paper: '#faf9f5',
  panel: '#ffffff',
  sunken: '#f3f1eb',
  line: '#e5e1d8',
  lineStrong: '#cfc9bc',
  text: '#1c2220',
  text2: '#4e5853',
  text3: '#626a65',
  chartThree: '#c08a2c',
  chartFour: '#8a6f9c',
  chartFive: '#6ba08f',
  chartSix: '#a0662f',
  chartBefore: '#7f93a3',
}

const dark: Palette = {
  ink: '#5fb79c',
  inkStrong: '#8fd3bd',
  inkSoft: '#1d2f29',
  onInk: '#0f1413',
  vermilion: '#f0806a',
  vermilionSoft: '#3a201b',
  onVermilion: '#140c0a',
  amber: '#dba648',
  amberSoft: '#33291a',
  slate: '#8fb1cd',
  slateSoft: '#1e2933',
  paper: '#131716',
  panel: '#1a1f1d',
  sunken: '#161b19',
  line: '#2a312e',
  lineStrong: '#3c4541',
  text: '#e4e8e6',
  text2: '#a9b2ad',
  text3: '#929c97',
  chartThree: '#d9a54a',
  chartFour: '#b39ac4',
  chartFive: '#3f7d6b',
  chartSix: '#c08658',
  chartBefore: '#64757f',
}

export const PALETTES = { light, dark } as const
export type Scheme = keyof typeof PALETTES

export const FONT =
  '"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif'
export const MONO = 'ui-monospace,"SFMono-Regular","JetBrains Mono",Consolas,"Noto Sans Mono",monospace'

/** `inkSoft` becomes `--ink-soft`: the style sheets know the palette by these names alone. */
export function cssVariables(palette: Palette): ReadonlyMap<string, string> {
  const names = Object.entries(palette).map(
    ([name, value]: readonly [string, string]) =>
      [`--${name.replaceAll(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`)}`, value] as const,
  )
  return new Map([...names, ['--font', FONT], ['--mono', MONO]])
}
