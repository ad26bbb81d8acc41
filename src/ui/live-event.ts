/**
 * One event as the stream behind `<kabinet-feed>` sends it (event `notice`, JSON), already worded in the language of
 * the page. The stream's event `ended` says that the session is over.
 */
export type LiveEvent = {
  readonly id: string
  readonly title: string
  readonly body?: string | undefined
  /** «14:05», and the same moment as ISO 8601. */
  readonly time: string
  readonly dateTime: string
  /** The day as ISO 8601, and the words over its cards. */
  readonly date: string
  readonly day: string
  /** Name in the page's sprite: a value of `feedIcons`. */
  readonly icon: string
  readonly system?: string | undefined
  readonly href?: string | undefined
  readonly action?: { readonly label: string; readonly href: string } | undefined
  /** How many are unread now, this one included. */
  readonly unread: number
}
