type Pattern = readonly [name: string, sign: RegExp]

// Order matters: nearly every browser also calls itself Chrome or Safari.
const browsers: readonly Pattern[] = [
  ['Yandex Browser', /YaBrowser\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Opera', /\b(OPR|OPT|OPX|Opera|OPiOS)\//],
  ['Edge', /\b(Edg|EdgA|EdgiOS|Edge)\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /Version\/[\d.]+.* Safari\//],
]

const systems: readonly Pattern[] = [
  ['iOS', /\b(iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\b(Macintosh|Mac OS X)\b/],
  ['Linux', /\b(Linux|CrOS|X11)\b/],
]

/** Real user agents are shorter; a longer header is somebody's play. */
const longestRead = 512

/**
 * A short name for a list of sessions, such as `Chrome, Android`; `unknown` when neither browser nor system is
 * recognised (the page has its own word for that). Only words of the two tables come out, so a header cannot put
 * markup, line breaks or a long text into a page, notice or log.
 */
export function browserName(userAgent: string): string {
  const read = userAgent.slice(0, longestRead)
  const names = [find(browsers, read), find(systems, read)].filter((name) => name !== null)
  return names.length === 0 ? 'unknown' : names.join(', ')
}

function find(patterns: readonly Pattern[], text: string): string | null {
  return patterns.find(([, sign]) => sign.test(text))?.[0] ?? null
}
