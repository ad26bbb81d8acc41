/** A browser's cookies for the portal's one host. Refuses what a browser would refuse of a `__Host-` cookie. */
export function makeCookieJar() {
  const kept = new Map<string, string>()
  const attributes = new Map<string, string>()
  return {
    take(response: Response): void {
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
        const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
        const flags = rest.map((part) => part.toLowerCase())
        const isHost =
          flags.includes('secure') && flags.includes('path=/') && !flags.some((f) => f.startsWith('domain'))
        if (name.startsWith('__Host-') && !isHost) throw new Error(`a browser refuses the cookie ${name}`)
        attributes.set(name, rest.join('; '))
        if (flags.includes('max-age=0')) kept.delete(name)
        else kept.set(name, value)
      }
    },
    header: () => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    get: (name: string) => kept.get(`__Host-kabinet-${name}`),
    set: (name: string, value: string) => kept.set(`__Host-kabinet-${name}`, value),
    forget: (name: string) => kept.delete(`__Host-kabinet-${name}`),
    /** Everything that the last Set-Cookie of this name said beside its value. */
    attributesOf: (name: string) => attributes.get(`__Host-kabinet-${name}`),
    names: () => [...kept.keys()],
    copy: () => new Map(kept),
    replace(by: ReadonlyMap<string, string>) {
      kept.clear()
      for (const [name, value] of by) kept.set(name, value)
    },
  }
}

export type CookieJar = ReturnType<typeof makeCookieJar>
