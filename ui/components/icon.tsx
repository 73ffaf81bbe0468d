/** Line drawings of 16 px; beside a word they say nothing of their own to a screen reader. */
const SHAPES = {
  inbox: 'M2 9h3l1 2h4l1-2h3M2 9l2-6h8l2 6v4H2z',
  record: 'M4 2h5l3 3v9H4zM9 2v3h3',
  scales: 'M8 2v12M5 14h6M3 4h10M3 4l-2 5h4zM13 4l-2 5h4z',
  transfer: 'M2 6h12v8H2zM5.500 6V3h5v3M5 10h6M9 8l2 2-2 2',
  alert: 'M8 2l6.5 11.5h-13zM8 6v4M8 12v.2',
  pulse: 'M1 8h3l2-5 4 10 2-5h3',
  gear: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5L13 13M13 3l-1.5 1.5M4.500 11.500L3 13',
  moon: 'M13 9.500A5.500 5.500 0 1 1 6.500 3 4.500 4.500 0 0 0 13 9.500z',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v2M8 13v2M1 8h2M13 8h2',
  language: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M2 8h12M8 2c-4 4-4 8 0 12 4-4 4-8 0-12',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  copy: 'M5 5h8v9H5zM3 11V2h8',
  download: 'M8 2v8M5 7l3 3 3-3M3 13h10',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.500 10.500L14 14',
  audit: 'M3 2h7v4M3 2v12h4M10.500 8a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12.700 13.200L14.500 15M5 5h3M5 8h2',
  bell: 'M8 2a4 4 0 0 0-4 4v3l-1.500 2.500h11L12 9V6a4 4 0 0 0-4-4M6.500 14h3',
  hold: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M6 6v4M10 6v4',
  scan: 'M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M2 8h12',
  shelf: 'M2 2v12M14 2v12M2 6h12M2 11h12M5 3v3M8 3v3M6 8v3M10 8v3',
  person: 'M8 3a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M3 14c0-3 2-4.500 5-4.500s5 1.500 5 4.500',
  schedule: 'M3 3h10v11H3zM3 6h10M6 1.500v3M10 1.500v3M5.500 9h2M5.500 11.500h5',
  calendar: 'M2 3h12v11H2zM2 6h12M5 1.500v3M11 1.500v3M5 9l2 2 4-3.500',
  print: 'M4 6V2h8v4M4 11H2V6h12v5h-2M4 9h8v5H4z',
} as const
export type IconName = keyof typeof SHAPES

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
