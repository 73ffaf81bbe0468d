import type { LocationsView } from '#api/contract/paper.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Fill } from '#ui/screens/paper/cell-field.tsx'

type Room = LocationsView['rooms'][number]
type Rack = Room['racks'][number]
type Cell = Rack['cells'][number]

interface StoreMapProps {
  readonly map: LocationsView
  readonly chosen: string | undefined
  readonly onChoose: (barcode: string) => void
}

/** Racks as one stands before them: each cell filled as far as files stand in it. */
export function StoreMap({ map, chosen, onChoose }: StoreMapProps) {
  const { t, say } = useText()
  return (
    <section className="store-map" aria-label={t('store:map')}>
      <ul className="store-legend">
        {(['empty', 'some', 'full'] as const).map((state) => (
          <li key={state}>
            <span className={`swatch ${state}`} aria-hidden="true" /> {t(`store:legend.${state}`)}
          </li>
        ))}
      </ul>
      {map.rooms.map((room) => (
        <section key={room.id} className="panel room">
          <header className="row">
            <h2>{say(room.name)}</h2>
            <span className="code">{room.barcode}</span>
            <span className="grow" />
            <span className="muted">{t('store:free', { free: room.free, capacity: room.capacity })}</span>
          </header>
          <div className="racks">
            {room.racks.map((rack) => (
              <RackPicture key={rack.id} rack={rack} chosen={chosen} onChoose={onChoose} />
            ))}
          </div>
        </section>
      ))}
    </section>
  )
}

interface RackPictureProps {
  readonly rack: Rack
  readonly chosen: string | undefined
  readonly onChoose: (barcode: string) => void
}

function RackPicture({ rack, chosen, onChoose }: RackPictureProps) {
  const { t, say } = useText()
  return (
    <section className="rack">
      <header className="row">
        <h3>{say(rack.name)}</h3>
        <span className="grow" />
        <span className="muted small">{t('store:free', { free: rack.free, capacity: rack.capacity })}</span>
      </header>
      <Fill free={rack.free} capacity={rack.capacity} />
      <ul className="cells">
        {rack.cells.map((cell) => (
          <li key={cell.id}>
            <button
              type="button"
              className={`cell ${stateOf(cell)}`}
              aria-pressed={cell.barcode === chosen}
              onClick={() => onChoose(cell.barcode)}
            >
              <span className="cell-fill" style={{ height: `${shareOf(cell) * 100}%` }} aria-hidden="true" />
              <span className="cell-name">{say(cell.name)}</span>
              <span className="cell-free">
                {t('store:free', { free: cell.free, capacity: cell.capacity })}
              </span>
              <span className="visually-hidden">{cell.barcode}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function shareOf({ capacity, free }: Cell): number {
  return capacity === 0 ? 0 : (capacity - free) / capacity
}

function stateOf(cell: Cell): 'empty' | 'some' | 'full' {
  if (cell.free === 0) return 'full'
  return cell.free === cell.capacity ? 'empty' : 'some'
}
