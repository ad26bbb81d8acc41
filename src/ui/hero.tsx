import { Crown } from './drawings.tsx'
import type { Child, PropsWithChildren } from './markup.ts'

/** The first thing on the home page: what this is, in a sentence, and the one button (children). */
export function Hero({ heading, lead, children }: PropsWithChildren<{ heading: string; lead: Child }>) {
  return (
    <div class="hero">
      <Crown />
      <h1>{heading}</h1>
      <p class="lead">{lead}</p>
      {children}
    </div>
  )
}
