import { markPaths } from './mark.tsx'

/**
 * The mark as a file of its own, for the browser's tab: white on the primary colour. No stylesheet reaches it, so it
 * is the one place besides `tokens.css` that names colours.
 */
export const iconSvg = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44">',
  '<rect width="44" height="44" rx="10" fill="#00677f"/>',
  '<g transform="translate(6 6)" fill="none" stroke="#fff" stroke-linecap="round">',
  `<path d="${markPaths.ring}" stroke-width="2.4"/><path d="${markPaths.arcs}" stroke-width="1.9"/>`,
  '</g></svg>',
].join('')
