import { Tooltip } from 'antd'

/** One line that is cut where the room ends; the whole of it on hover. */
export function Clipped({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  return (
    <Tooltip title={text} mouseEnterDelay={0.4}>
      <span className={`clip ${className}`}>{text}</span>
    </Tooltip>
  )
}
