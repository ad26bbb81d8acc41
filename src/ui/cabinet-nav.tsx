import { Icon } from './icons.tsx'
import { useUiWords } from './speaking.ts'

export type CabinetPlace = 'feed' | 'children' | 'profile' | 'security'

export type CabinetNavProps = {
  active?: CabinetPlace | undefined
  unread?: number | undefined
  hrefs: Readonly<Record<CabinetPlace, string>>
}

const places = [
  { place: 'feed', icon: 'bell' },
  { place: 'children', icon: 'child' },
  { place: 'profile', icon: 'person' },
  { place: 'security', icon: 'shield' },
] as const

/** The cabinet's four places: a bar under the thumb on a phone, tabs under the header elsewhere. */
export function CabinetNav({ active, unread = 0, hrefs }: CabinetNavProps) {
  const words = useUiWords()
  return (
    <nav class="cabinet-nav" aria-label={words.nav.label}>
      <ul>
        {places.map(({ place, icon }) => (
          <li>
            <a href={hrefs[place]} aria-current={place === active ? 'page' : undefined}>
              <Icon name={icon} />
              <span class="nav-name">
                {words.nav[place][0]}
                <span class="rest">{words.nav[place][1]}</span>
              </span>
              {place === 'feed' && <Unread count={unread} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Unread({ count }: { count: number }) {
  const words = useUiWords()
  return (
    <span class="count" data-unread={count} hidden={count === 0}>
      <span class="unseen">{words.unread} </span>
      <span data-count="">{count}</span>
    </span>
  )
}
